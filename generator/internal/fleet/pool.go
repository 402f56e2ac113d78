package fleet

// A pool keeps values in places that are used again. What names a place by a ref finds out that its value has gone. The place that
// has been free for longest is used first: values that come and go in about the same order lie in that order, too, which is what a
// processor's cache is made for.
type pool[T any] struct {
	all         []place[T]
	first, last uint32 // of the places that are not in use, counted from 1
}

type place[T any] struct {
	value      T
	generation uint32
	next       uint32 // the free place after it
}

// add returns the place of a new value.
func (p *pool[T]) add(value T) uint32 {
	if p.first == 0 {
		p.all = append(p.all, place[T]{value: value})
		return uint32(len(p.all) - 1)
	}
	n := p.first - 1
	if p.first = p.all[n].next; p.first == 0 {
		p.last = 0
	}
	p.all[n].value = value
	return n
}

func (p *pool[T]) ref(n uint32) ref { return ref{n, p.all[n].generation} }

// has reports whether the value that a ref was made for is still there.
func (p *pool[T]) has(r ref) bool { return p.all[r.id].generation == r.generation }

func (p *pool[T]) remove(n uint32) {
	p.all[n].generation++
	p.all[n].next = 0
	if p.last == 0 {
		p.first = n + 1
	} else {
		p.all[p.last-1].next = n + 1
	}
	p.last = n + 1
}

const blockLength = 1 << 12

// A fifo gives back the room of what has left it, a block at a time.
type fifo[T any] struct {
	blocks [][]T
	spare  []T
	taken  int // from the first block
	length int
}

func (f *fifo[T]) push(v T) {
	if n := len(f.blocks); n == 0 || len(f.blocks[n-1]) == blockLength {
		block := f.spare
		if f.spare = nil; block == nil {
			block = make([]T, 0, blockLength)
		}
		f.blocks = append(f.blocks, block)
	}
	last := &f.blocks[len(f.blocks)-1]
	*last = append(*last, v)
	f.length++
}

func (f *fifo[T]) first() T { return f.blocks[0][f.taken] }

func (f *fifo[T]) pop() T {
	v := f.first()
	f.taken++
	f.length--
	if f.taken == blockLength {
		f.spare, f.blocks, f.taken = f.blocks[0][:0], f.blocks[1:], 0
	}
	return v
}
