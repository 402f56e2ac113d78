package fleet

// A fifo gives things back in the order in which they came. The room of those that have gone is used again.
type fifo[T any] struct {
	list []T
	gone int // of the list
}

func (f *fifo[T]) length() int { return len(f.list) - f.gone }

func (f *fifo[T]) push(v T) {
	if f.gone > len(f.list)/2 {
		f.list = append(f.list[:0], f.list[f.gone:]...)
		f.gone = 0
	}
	f.list = append(f.list, v)
}

// first and last return what came first and last. There must be something.
func (f *fifo[T]) first() *T { return &f.list[f.gone] }
func (f *fifo[T]) last() *T  { return &f.list[len(f.list)-1] }

// drop takes the first one away.
func (f *fifo[T]) drop() { f.gone++ }
