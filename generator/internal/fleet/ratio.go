package fleet

import (
	"math"
	"time"
)

// Budgets are those of a fleet, a [backoff.RetryBudget] for each client.
type budgets interface {
	soon(clients []uint32) // are asked about: what these need can come from memory for all of them at once
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
type ratios struct {
	now     *time.Duration
	deposit int64 // of one call
	clients []ratio
	fetched int64 // see soon
}

// A ratio is one client's. All of it lies together, and it is brought up to date when it is asked for: a fleet's may be much larger
// than a processor's cache.
type ratio struct {
	current int64 // the period that is counted in
	periods [ratioPeriods]int64
}

func newRatios(share float64, clients int, now *time.Duration) *ratios {
	return &ratios{now: now, deposit: int64(math.Round(share * ratioScale)), clients: make([]ratio, clients)}
}

// soon looks at each once, which has a processor fetch what no cache holds, for many of them at the same time.
func (r *ratios) soon(clients []uint32) {
	for _, client := range clients {
		c := &r.clients[client]
		r.fetched += c.current + c.periods[ratioPeriods-1]
	}
}

func (r *ratios) began(client uint32) { *r.of(client).present() += r.deposit }

func (r *ratios) failed(uint32) {}

func (r *ratios) retry(client uint32) bool {
	c := r.of(client)
	if c.balance() < ratioScale {
		return false
	}
	*c.present() -= ratioScale
	return true
}

func (r *ratios) hedge(client uint32) bool { return r.retry(client) }

// left returns how many retries would be granted now.
func (r *ratios) left(client uint32) float64 {
	return float64(max(r.of(client).balance(), 0) / ratioScale)
}

// of returns a client's ratio, after it has taken back what the periods have added that are over.
func (r *ratios) of(client uint32) *ratio {
	c, present := &r.clients[client], int64(*r.now/ratioPeriod)
	for c.current = max(c.current, present-ratioPeriods); c.current < present; {
		c.current++
		*c.present() = 0
	}
	return c
}

// present returns what the present period has added.
func (c *ratio) present() *int64 { return &c.periods[c.current%ratioPeriods] }

func (c *ratio) balance() int64 {
	sum := int64(0)
	for _, added := range &c.periods {
		sum += added
	}
	return sum
}
