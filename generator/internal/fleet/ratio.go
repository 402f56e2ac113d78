package fleet

import (
	"math"
	"time"
)

// The periods over which a ratio counts, as the runtime's does.
const (
	ratioPeriods = 10
	ratioPeriod  = time.Second
	ratioScale   = 1_000_000 // of one retry
)

// A ratio is the budget of backoff.NewRetryRatio without a minimum for those who call rarely, by the clock of a simulation: that one
// reads the machine's. A test holds the two against each other.
type ratio struct {
	now     *time.Duration
	deposit int64 // of one call
	balance int64 // the sum of the periods
	current int64 // the period that is counted in
	periods [ratioPeriods]int64
}

func newRatio(share float64, now *time.Duration) *ratio {
	return &ratio{now: now, deposit: int64(math.Round(share * ratioScale))}
}

func (r *ratio) Began()     { r.add(r.deposit) }
func (r *ratio) Succeeded() {}
func (r *ratio) Failed()    {}

func (r *ratio) Retry() bool {
	r.expire()
	if r.balance < ratioScale {
		return false
	}
	r.add(-ratioScale)
	return true
}

// Left returns how many retries would be granted now.
func (r *ratio) Left() float64 {
	r.expire()
	return float64(max(r.balance, 0) / ratioScale)
}

func (r *ratio) add(n int64) {
	r.expire()
	r.balance += n
	r.periods[r.current%ratioPeriods] += n
}

// expire takes back what the periods have added that are over.
func (r *ratio) expire() {
	present := int64(*r.now / ratioPeriod)
	for range min(present-r.current, ratioPeriods) {
		r.current++
		r.balance -= r.periods[r.current%ratioPeriods]
		r.periods[r.current%ratioPeriods] = 0
	}
	r.current = present
}
