package fleet

import (
	"cmp"
	"math/bits"
	"slices"
	"time"
)

// A kind says what happens at an event.
type kind uint8

// The kinds of events.
const (
	callBegins kind = iota // the fleet's next call; not in the queue
	answered               // the callee answers; not in the queue
	timedOut               // an attempt is out of time; in the queue only where its time is shorter than that of others
	hedgeDue               // a call may begin another attempt beside those that run; the same
	refused                // an attempt hears that the service has refused its request; not in the queue
	pauseEnds              // a call's pause is over
	outageBegins
	outageEnds
	sampleEnds
)

// An event is something that is going to happen.
type event struct {
	at   time.Duration
	what uint64 // its kind in the highest bits, and below them the number of an attempt, or a ref of a call
	call call   // the one whose pause ends; zero of other kinds
}

const subjectBits = 60

func (e event) kind() kind      { return kind(e.what >> subjectBits) }
func (e event) subject() uint64 { return e.what & (1<<subjectBits - 1) }

// The queue's measures. A tick is about two microseconds.
const (
	tickBits       = 11
	slotBits       = 11
	slots          = 1 << slotBits
	levels         = 5
	wordsOfMap     = slots / 64
	chunkSize      = 8
	chunkBlockBits = 10
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

type chunkBlock [1 << chunkBlockBits]chunk

// A queue has events in the order of their times, and those of the same time in the order in which they came. Its cost for an event
// does not grow with the number of events: it is a hierarchy of timing wheels (Varghese and Lauck, 1987), whose levels stand for the
// digits of an event's tick. An event lies on the level of the first digit in which its tick differs from the present one, and moves
// down as the present comes nearer, at most once for each level.
type queue struct {
	tick     int64 // the present
	ready    []event
	begun    int           // how many of ready have been taken
	chunks   []*chunkBlock // so that none moves when there are more
	made     uint32        // chunks
	free     uint32        // the first chunk that is not in use, counted from 1
	levels   [levels]level
	length   int
	earliest time.Duration // no event comes before it
}

// push adds an event, whose time must not lie before the present.
func (q *queue) push(at time.Duration, k kind, subject uint64) {
	q.add(&event{at: at, what: uint64(k)<<subjectBits | subject})
}

// pushPause adds the end of a call's pause. The call has no other place until then: what happens next finds it without a look at one
// which, of a large fleet, no cache holds any more.
func (q *queue) pushPause(at time.Duration, c *call) {
	q.add(&event{at, uint64(pauseEnds) << subjectBits, *c})
}

func (q *queue) add(e *event) {
	if q.length == 0 || e.at < q.earliest {
		q.earliest = e.at
	}
	q.length++
	if int64(e.at)>>tickBits == q.tick {
		i := len(q.ready)
		for i > q.begun && q.ready[i-1].at > e.at {
			i--
		}
		q.ready = slices.Insert(q.ready, i, *e)
		return
	}
	q.place(e)
}

// place puts an event whose tick is not the present one into its slot.
func (q *queue) place(e *event) {
	tick := int64(e.at) >> tickBits
	digit := (bits.Len64(uint64(tick^q.tick)) - 1) / slotBits
	l, slot := &q.levels[digit], tick>>(digit*slotBits)&(slots-1)
	n := l.last[slot]
	if n == 0 || q.chunk(n).length == chunkSize {
		added := q.addChunk()
		if n == 0 {
			l.first[slot] = added
			l.filled[slot/64] |= 1 << (slot % 64)
		} else {
			q.chunk(n).next = added
		}
		l.last[slot], n = added, added
	}
	c := q.chunk(n)
	c.events[c.length] = *e
	c.length++
}

// addChunk returns an empty chunk.
func (q *queue) addChunk() uint32 {
	n := q.free
	if n == 0 {
		if int(q.made)>>chunkBlockBits == len(q.chunks) {
			q.chunks = append(q.chunks, new(chunkBlock))
		}
		q.made++
		return q.made
	}
	c := q.chunk(n)
	q.free = c.next
	c.next, c.length = 0, 0
	return n
}

// chunk returns a chunk by its number, from 1.
func (q *queue) chunk(n uint32) *chunk {
	n--
	return &q.chunks[n>>chunkBlockBits][n&(1<<chunkBlockBits-1)]
}

// due reports whether the next event comes at a time, or before. If it does not, that time may be the present.
func (q *queue) due(at time.Duration) bool {
	for q.length > 0 && q.earliest <= at {
		if q.begun < len(q.ready) {
			q.earliest = q.ready[q.begun].at
			return q.earliest <= at
		}
		q.advance(at)
	}
	return false
}

// pop takes the next event, which must be due, and is good until another one is pushed or asked for.
func (q *queue) pop() *event {
	e := &q.ready[q.begun]
	q.begun++
	q.length--
	return e
}

// advance goes to the next slot that has events, unless it begins after a time. Those of one tick become ready, those of a longer
// time move down.
func (q *queue) advance(at time.Duration) {
	for digit := range q.levels {
		l := &q.levels[digit]
		shift := digit * slotBits
		slot := l.next(int(q.tick >> shift & (slots - 1)))
		if slot < 0 {
			continue
		}
		tick := q.tick>>(shift+slotBits)<<(shift+slotBits) | int64(slot)<<shift
		if q.earliest = max(q.earliest, time.Duration(tick<<tickBits)); q.earliest > at {
			return
		}
		q.tick = tick
		q.moveDown(l, slot)
		return
	}
}

// moveDown empties a slot, whose begin is the present.
func (q *queue) moveDown(l *level, slot int) {
	q.ready, q.begun = q.ready[:0], 0
	n := l.first[slot]
	l.first[slot], l.last[slot] = 0, 0
	l.filled[slot/64] &^= 1 << (slot % 64)
	for n != 0 {
		c := q.chunk(n)
		for i := range c.length {
			if e := &c.events[i]; int64(e.at)>>tickBits == q.tick {
				q.ready = append(q.ready, *e)
			} else {
				q.place(e)
			}
		}
		c.next, q.free, n = q.free, n, c.next
	}
	if len(q.ready) > 1 {
		slices.SortStableFunc(q.ready, func(a, b event) int { return cmp.Compare(a.at, b.at) })
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
