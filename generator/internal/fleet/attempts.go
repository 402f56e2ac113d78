package fleet

import (
	"math/bits"
	"time"
)

const (
	blockBits   = 12
	blockLength = 1 << blockBits
)

// Attempts are those that have begun, each by its number: they are numbered in the order in which they begin. So what belongs to
// attempts that begin at about the same time lies together (a fleet may be much larger than a processor's cache), and whatever happens
// to each of them a fixed time after its begin happens in the order of their numbers, and needs no queue. A block is given back when
// nobody waits for any of its attempts, however many of them the service still has to carry out.
type attempts struct {
	blocks []*attemptBlock // a ring, by the number of the block
	first  uint64          // all blocks before it have been given back
	next   uint64          // the number of the next attempt
	free   []*attemptBlock
}

// An attemptBlock has bits that tell for which of its attempts somebody waits. Those of all attempts of a second fit into a processor's
// cache when these do not, and mostly they are all that is wanted.
type attemptBlock struct {
	waited   [blockLength / 64]uint64
	length   int // how many of them are set
	attempts [blockLength]attempt
}

// An attempt is one that the call waits for.
type attempt struct {
	begun time.Duration
	call  callRef
}

// add returns the number of an attempt that begins.
func (l *attempts) add(a attempt) uint64 {
	n := l.next
	if n%blockLength == 0 {
		l.addBlock(n >> blockBits)
	}
	b := l.block(n)
	b.attempts[n%blockLength] = a
	b.waited[n%blockLength/64] |= 1 << (n % 64)
	b.length++
	l.next++
	return n
}

// addBlock makes room for the next attempts.
func (l *attempts) addBlock(number uint64) {
	for l.first < number && l.blocks[l.first%uint64(len(l.blocks))] == nil {
		l.first++
	}
	if length := uint64(len(l.blocks)); number-l.first >= length {
		larger := make([]*attemptBlock, max(4, 2*length))
		for i := l.first; i < number; i++ {
			larger[i%uint64(len(larger))] = l.blocks[i%length]
		}
		l.blocks = larger
	}
	if number > 0 && l.block(l.next-1).length == 0 {
		l.giveBack(number - 1)
	}
	b := &l.blocks[number%uint64(len(l.blocks))]
	if last := len(l.free) - 1; last >= 0 {
		*b, l.free = l.free[last], l.free[:last]
	} else {
		*b = new(attemptBlock)
	}
}

// block returns the block of an attempt; nil when it has been given back.
func (l *attempts) block(n uint64) *attemptBlock {
	if n>>blockBits < l.first {
		return nil
	}
	return l.blocks[n>>blockBits&uint64(len(l.blocks)-1)]
}

// at returns an attempt; nil when nobody waits for it any more.
func (l *attempts) at(n uint64) *attempt {
	if b := l.block(n); b != nil {
		if b.waited[n%blockLength/64]>>(n%64)&1 != 0 {
			return &b.attempts[n%blockLength]
		}
	}
	return nil
}

// nextWaited returns the first number from the given one on for whose attempt somebody waits; that of the next attempt to begin when
// there is none.
func (l *attempts) nextWaited(n uint64) uint64 {
	for n < l.next {
		b := l.block(n)
		if b == nil {
			n = n | (blockLength - 1) + 1
			continue
		}
		if word := b.waited[n%blockLength/64] >> (n % 64); word != 0 {
			return n + uint64(bits.TrailingZeros64(word))
		}
		n = n | 63 + 1
	}
	return l.next
}

// end notes that nobody waits for an attempt any more.
func (l *attempts) end(n uint64) {
	b := l.block(n)
	b.waited[n%blockLength/64] &^= 1 << (n % 64)
	if b.length--; b.length == 0 && n>>blockBits != (l.next-1)>>blockBits {
		l.giveBack(n >> blockBits)
	}
}

// giveBack has the room of a block used again.
func (l *attempts) giveBack(number uint64) {
	place := &l.blocks[number&uint64(len(l.blocks)-1)]
	l.free = append(l.free, *place)
	*place = nil
}
