package backoff

import (
	"fmt"
	"math"
	"math/bits"
	"sync/atomic"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/shard"
)

// The budget of NewRetryRatio counts over the last ten seconds, a second at a time, as Finagle does.
const (
	ratioPeriods = 10
	ratioPeriod  = time.Second
	ratioScale   = 1_000_000 // of one retry
)

// retryRatio is the balance of what calls paid in and retries took out over the last periods. Calls are counted in shards,
// so that processors do not wait for each other, and pay in when a retry has to know.
type retryRatio struct {
	deposit int64                      // of one call
	least   int                        // retries in a second that are granted anyway
	balance atomic.Int64               // the reserve, and the sum of the periods
	periods [ratioPeriods]atomic.Int64 // what each has added to the balance
	current atomic.Int64               // the period that is counted in
	begun   []ratioShard               // calls that have not paid in yet
}

// A ratioShard fills a cache line of its own: the lower 32 bits are a number of calls, and the upper ones the last of the
// period in which they began.
type ratioShard struct {
	atomic.Uint64
	_ [shard.Line - 8]byte
}

// NewRetryRatio returns a budget in the form of Finagle's RetryBudget: retries are at most the given ratio of the calls
// of the last ten seconds, plus minPerSecond for those who call rarely. It does not lock. An error tells of a ratio
// outside of 0 to 1000 or of a negative minPerSecond.
func NewRetryRatio(ratio float64, minPerSecond int) (RetryBudget, error) {
	if !(ratio >= 0 && ratio <= 1000) {
		return nil, fmt.Errorf("backoff: a retry ratio of %v, want 0 to 1000", ratio)
	}
	if minPerSecond < 0 || minPerSecond > math.MaxInt32 {
		return nil, fmt.Errorf("backoff: a minimum of %d retries a second, want 0 or more", minPerSecond)
	}
	b := &retryRatio{deposit: int64(math.Round(ratio * ratioScale)), least: minPerSecond, begun: make([]ratioShard, shard.Count())}
	b.balance.Store(int64(minPerSecond) * ratioPeriods * ratioScale)
	b.current.Store(period(clock.Now()))
	return b, nil
}

func period(t clock.Instant) int64 { return int64(t) / int64(ratioPeriod) }

func (b *retryRatio) Began() {
	s := &b.begun[shard.Index(len(b.begun))]
	if looksAtClock(uint32(s.Load())) {
		for present := period(clock.Now()); !inPeriod(s.Load(), present); {
			b.payIn(s, present)
		}
	}
	s.Add(1)
}

// looksAtClock reports whether a call looks which period it is, after so many in its shard and period: reading the clock costs
// more than all else. After 128 calls it is every second one, after 256 every fourth, and so on. So at most one in 64 of a
// period's calls counts for the period before its own, which grants no retry too many.
func looksAtClock(calls uint32) bool {
	every := uint32(1) << bits.Len32(calls>>7)
	return calls&(every-1) == 0
}

func (b *retryRatio) Succeeded() {}
func (b *retryRatio) Failed()    {}

func (b *retryRatio) Retry() bool {
	slot := b.slot()
	for {
		has := b.balance.Load()
		if has < ratioScale && b.payInAll() {
			continue
		}
		if has < ratioScale {
			return false
		}
		if b.balance.CompareAndSwap(has, has-ratioScale) {
			slot.Add(-ratioScale)
			return true
		}
	}
}

// String returns how the budget is made.
func (b *retryRatio) String() string {
	return fmt.Sprintf("NewRetryRatio(%v,%d)", float64(b.deposit)/ratioScale, b.least)
}

// Left returns how many retries would be granted now.
func (b *retryRatio) Left() float64 {
	b.slot()
	b.payInAll()
	return float64(max(b.balance.Load(), 0) / ratioScale)
}

// slot returns where the present period counts, after taking back what the periods that have expired since the last
// look had added. The balance is exact at any time; a change that races with the turn of a period may count in the next.
func (b *retryRatio) slot() *atomic.Int64 {
	present := period(clock.Now())
	last := b.current.Load()
	if last != present && b.current.CompareAndSwap(last, present) {
		passed := present - last
		if passed < 0 || passed > ratioPeriods { // a long silence, or the clock of another synctest bubble
			passed = ratioPeriods
		}
		for i := range passed {
			b.balance.Add(-b.at(present - i).Swap(0))
		}
	}
	return b.at(present)
}

// payInAll pays in for all calls that have not, and reports whether there were any.
func (b *retryRatio) payInAll() (any bool) {
	present := period(clock.Now())
	for i := range b.begun {
		if b.payIn(&b.begun[i], present) {
			any = true
		}
	}
	return any
}

// payIn pays in for the calls of a shard, and reports whether there were any. Those that began too long ago count no more.
func (b *retryRatio) payIn(s *ratioShard, present int64) (any bool) {
	had := s.Load()
	calls, age := int64(uint32(had)), int32(uint32(present)-uint32(had>>32))
	if calls == 0 && age == 0 || !s.CompareAndSwap(had, uint64(uint32(present))<<32) {
		return calls > 0
	}
	b.slot() // before the balance
	if age >= 0 && age < ratioPeriods {
		b.balance.Add(calls * b.deposit)
		b.at(present - int64(age)).Add(calls * b.deposit)
	}
	return calls > 0
}

// inPeriod reports whether a shard counts the calls of that period.
func inPeriod(word uint64, period int64) bool { return uint32(word>>32) == uint32(period) }

func (b *retryRatio) at(period int64) *atomic.Int64 {
	return &b.periods[(period%ratioPeriods+ratioPeriods)%ratioPeriods]
}
