package fleet

const (
	blockBits   = 12
	blockLength = 1 << blockBits
)

// A pool keeps values in places that are used again. What names a place by a ref finds out that its value has gone. Values that come
// one after another lie beside each other, for they are mostly wanted one after another: a pool may be much larger than a processor's
// cache. So places are not used again one by one, but a block of them when all its values have gone.
type pool[T any] struct {
	blocks []*block[T]
	free   []uint32 // blocks without values
	filled uint32   // the block that is being filled
	used   int      // its places that have had a value
}

type block[T any] struct {
	places [blockLength]place[T]
	length int // values
}

type place[T any] struct {
	value      T
	generation uint32
}

// add returns the place of a new value.
func (p *pool[T]) add(value T) uint32 {
	if p.used == blockLength || len(p.blocks) == 0 {
		p.nextBlock()
	}
	b := p.blocks[p.filled]
	b.places[p.used].value = value
	b.length++
	p.used++
	return p.filled<<blockBits | uint32(p.used-1)
}

// nextBlock goes on with an empty block.
func (p *pool[T]) nextBlock() {
	if len(p.blocks) > 0 && p.blocks[p.filled].length == 0 {
		p.free = append(p.free, p.filled)
	}
	p.used = 0
	if n := len(p.free); n > 0 {
		p.filled, p.free = p.free[n-1], p.free[:n-1]
		return
	}
	p.filled = uint32(len(p.blocks))
	p.blocks = append(p.blocks, new(block[T]))
}

func (p *pool[T]) place(n uint32) *place[T] { return &p.blocks[n>>blockBits].places[n&(blockLength-1)] }

// at returns the value in a place, which stays where it is until it is removed.
func (p *pool[T]) at(n uint32) *T { return &p.place(n).value }

func (p *pool[T]) ref(n uint32) ref { return ref{n, p.place(n).generation} }

// has reports whether the value that a ref was made for is still there.
func (p *pool[T]) has(r ref) bool { return p.place(r.id).generation == r.generation }

func (p *pool[T]) remove(n uint32) {
	p.place(n).generation++
	b := p.blocks[n>>blockBits]
	if b.length--; b.length == 0 && n>>blockBits != p.filled {
		p.free = append(p.free, n>>blockBits)
	}
}

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
