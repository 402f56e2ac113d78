package fleet

// A pool keeps the calls that have a place, in places that are used again. What names a call by a ref finds out that it has ended.
// Calls that come one after another lie beside each other, for they are mostly wanted one after another: a pool may be much larger
// than a processor's cache. So places are not used again one by one, but a block of them when all its calls have gone.
type pool struct {
	blocks []*callBlock
	free   []uint32 // blocks without calls
	filled uint32   // the block that is being filled
	used   int      // its places that have had a call
}

type callBlock struct {
	places [blockLength]call
	length int // calls
}

// A callRef names a call by its place, as long as the place has the same generation, or a client's call that has no place yet: the
// generation of that is 0.
type callRef uint64

const generationBits = 28 // with the place they leave room for the kind of an event

// client returns whose call it is, of one that has no place.
func (r callRef) client() uint32 { return uint32(r) }

func (r callRef) placed() bool { return r>>32 != 0 }

// place returns the place of a call.
func (r callRef) place() uint32 { return uint32(r) }

// add returns a place for a call.
func (p *pool) add(c *call) uint32 {
	if p.used == blockLength || len(p.blocks) == 0 {
		p.nextBlock()
	}
	b := p.blocks[p.filled]
	place := &b.places[p.used]
	generation := max(1, place.generation)
	*place = *c
	place.generation = generation
	b.length++
	p.used++
	return p.filled<<blockBits | uint32(p.used-1)
}

// nextBlock goes on with an empty block.
func (p *pool) nextBlock() {
	if len(p.blocks) > 0 && p.blocks[p.filled].length == 0 {
		p.free = append(p.free, p.filled)
	}
	p.used = 0
	if n := len(p.free); n > 0 {
		p.filled, p.free = p.free[n-1], p.free[:n-1]
		return
	}
	p.filled = uint32(len(p.blocks))
	p.blocks = append(p.blocks, new(callBlock))
}

// at returns the call in a place, which stays where it is until it is removed.
func (p *pool) at(n uint32) *call { return &p.blocks[n>>blockBits].places[n&(blockLength-1)] }

func (p *pool) ref(n uint32) callRef { return callRef(p.at(n).generation)<<32 | callRef(n) }

// has reports whether the call that a ref was made for is still there.
func (p *pool) has(r callRef) bool { return p.at(r.place()).generation == uint32(r>>32) }

func (p *pool) remove(n uint32) {
	c := p.at(n)
	c.generation = max(1, (c.generation+1)%(1<<generationBits))
	b := p.blocks[n>>blockBits]
	if b.length--; b.length == 0 && n>>blockBits != p.filled {
		p.free = append(p.free, n>>blockBits)
	}
}
