package fleet

import (
	"cmp"
	"math/bits"
	"slices"
	"time"
)

// A kind says what happens at an event.
type kind uint8

// The kinds of events. What they are about stands in their ref.
const (
	callBegins kind = iota // the fleet's next call
	answered               // the service has carried out an attempt's request
	refused                // an attempt hears that the service has refused its request
	told                   // the same, and when it may come back
	cutOffs                // the next of those attempts is out of time whose time is the same for all
	cutOff                 // an attempt is out of time
	pauseEnds              // a call's pause is over
	hedgeDue               // a call may begin another attempt beside those that run
	outageBegins
	outageEnds
	sampleEnds
)

// A ref names a call or an attempt by its place, as long as the place has the same generation.
type ref struct{ id, generation uint32 }

// An event is something that is going to happen.
type event struct {
	at time.Duration
	ref
	kind kind
}

// The queue's measures. A tick is about two microseconds.
const (
	tickBits   = 11
	slotBits   = 11
	slots      = 1 << slotBits
	levels     = 5
	wordsOfMap = slots / 64
	chunkSize  = 8
)

// A level has a slot for each value of its digit of the tick. A slot is a list of chunks, whose events are in the
// order in which they came.
type level struct {
	first, last [slots]uint32      // counted from 1
	filled      [wordsOfMap]uint64 // which slots have events
}

// A chunk has some events of a slot. Events that are taken together lie together: a queue may be much larger than a processor's cache.
type chunk struct {
	next   uint32 // the chunk after it, or the free one, counted from 1
	length uint32
	events [chunkSize]event
}

// A queue has events in the order of their times, and those of the same time in the order in which they came. Its cost for an event
// does not grow with the number of events: it is a hierarchy of timing wheels (Varghese and Lauck, 1987), whose levels stand for the
// digits of an event's tick. An event lies on the level of the first digit in which its tick differs from the present one, and moves
// down as the present comes nearer, at most once for each level.
type queue struct {
	tick   int64 // the present
	ready  []event
	begun  int // how many of ready have been taken
	chunks []chunk
	free   uint32 // the first chunk that is not in use, counted from 1
	levels [levels]level
	length int
}

// push adds an event, whose time must not lie before that of the last one taken.
func (q *queue) push(at time.Duration, k kind, r ref) {
	q.length++
	e := event{at: at, ref: r, kind: k}
	if int64(at)>>tickBits == q.tick {
		i := len(q.ready)
		for i > q.begun && q.ready[i-1].at > at {
			i--
		}
		q.ready = slices.Insert(q.ready, i, e)
		return
	}
	q.place(e)
}

// place puts an event whose tick is not the present one into its slot.
func (q *queue) place(e event) {
	tick := int64(e.at) >> tickBits
	digit := (bits.Len64(uint64(tick^q.tick)) - 1) / slotBits
	l, slot := &q.levels[digit], tick>>(digit*slotBits)&(slots-1)
	n := l.last[slot]
	if n == 0 || q.chunks[n-1].length == chunkSize {
		added := q.addChunk()
		if n == 0 {
			l.first[slot] = added
			l.filled[slot/64] |= 1 << (slot % 64)
		} else {
			q.chunks[n-1].next = added
		}
		l.last[slot], n = added, added
	}
	c := &q.chunks[n-1]
	c.events[c.length] = e
	c.length++
}

// addChunk returns an empty chunk.
func (q *queue) addChunk() uint32 {
	n := q.free
	if n == 0 {
		q.chunks = append(q.chunks, chunk{})
		return uint32(len(q.chunks))
	}
	c := &q.chunks[n-1]
	q.free = c.next
	c.next, c.length = 0, 0
	return n
}

// pop takes the next event. There must be one.
func (q *queue) pop() event {
	for q.begun == len(q.ready) {
		q.advance()
	}
	e := q.ready[q.begun]
	q.begun++
	q.length--
	return e
}

// advance goes to the next slot that has events. Those of one tick become ready, those of a longer time move down.
func (q *queue) advance() {
	q.ready, q.begun = q.ready[:0], 0
	for digit := range q.levels {
		l := &q.levels[digit]
		shift := digit * slotBits
		slot := l.next(int(q.tick >> shift & (slots - 1)))
		if slot < 0 {
			continue
		}
		q.tick = q.tick>>(shift+slotBits)<<(shift+slotBits) | int64(slot)<<shift
		n := l.first[slot]
		l.first[slot], l.last[slot] = 0, 0
		l.filled[slot/64] &^= 1 << (slot % 64)
		for n != 0 {
			for i := range q.chunks[n-1].length {
				if e := q.chunks[n-1].events[i]; int64(e.at)>>tickBits == q.tick {
					q.ready = append(q.ready, e)
				} else {
					q.place(e)
				}
			}
			c := &q.chunks[n-1]
			c.next, q.free, n = q.free, n, c.next
		}
		if len(q.ready) > 1 {
			slices.SortStableFunc(q.ready, func(a, b event) int { return cmp.Compare(a.at, b.at) })
		}
		return
	}
}

// next returns the first slot from the given one on that has events; -1 when none has.
func (l *level) next(from int) int {
	word := l.filled[from/64] &^ (1<<(from%64) - 1)
	for i := from / 64; ; {
		if word != 0 {
			return i*64 + bits.TrailingZeros64(word)
		}
		if i++; i == wordsOfMap {
			return -1
		}
		word = l.filled[i]
	}
}
