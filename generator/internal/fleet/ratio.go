package fleet

import (
	"math"
	"time"
)

// Budgets are those of a fleet, a [backoff.RetryBudget] for each client.
type budgets interface {
	began(client uint32)
	failed(client uint32)
	retry(client uint32) bool // whether the client may make an attempt after one that has failed
	hedge(client uint32) bool // the same after none
	left(client uint32) float64
}

// The periods over which a ratio counts, as the runtime's does.
const (
	ratioPeriods = 10
	ratioPeriod  = time.Second
	ratioScale   = 1_000_000 // of one retry
)

// Ratios are budgets of backoff.NewRetryRatio without a minimum for those who call rarely, by the clock of a simulation: that one
// reads the machine's. A test holds the two against each other.
//
// What each client has in a period lies together, and not what a client has in each period: most calls only add to the present one, and
// the numbers of that fit into a processor's cache when those of ten do not.
type ratios struct {
	now     *time.Duration
	clients int
	deposit int64 // of one call
	current int64 // the period that is counted in
	periods [ratioPeriods][]int64
}

func newRatios(share float64, clients int, now *time.Duration) *ratios {
	r := &ratios{now: now, clients: clients, deposit: int64(math.Round(share * ratioScale))}
	r.periods[0] = make([]int64, clients)
	return r
}

func (r *ratios) began(client uint32) {
	r.expire()
	r.periods[r.current%ratioPeriods][client] += r.deposit
}

func (r *ratios) failed(uint32) {}

func (r *ratios) retry(client uint32) bool {
	if r.balance(client) < ratioScale {
		return false
	}
	r.periods[r.current%ratioPeriods][client] -= ratioScale
	return true
}

func (r *ratios) hedge(client uint32) bool { return r.retry(client) }

// left returns how many retries would be granted now.
func (r *ratios) left(client uint32) float64 {
	return float64(max(r.balance(client), 0) / ratioScale)
}

func (r *ratios) balance(client uint32) int64 {
	r.expire()
	sum := int64(0)
	for _, period := range &r.periods {
		if period != nil {
			sum += period[client]
		}
	}
	return sum
}

// expire takes back what the periods have added that are over.
func (r *ratios) expire() {
	present := int64(*r.now / ratioPeriod)
	if r.current == present {
		return
	}
	for r.current = max(r.current, present-ratioPeriods); r.current < present; r.current++ {
		next := &r.periods[(r.current+1)%ratioPeriods]
		if *next == nil {
			*next = make([]int64, r.clients)
		} else {
			clear(*next)
		}
	}
}
