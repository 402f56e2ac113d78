package fleet

import (
	"math/rand/v2"
	"time"
)

// Arrivals say when the next call begins, and of which client; at virtual.Never after the last one.
type arrivals interface {
	next() (at time.Duration, client uint32)
}

// Poisson has calls begin at random, independently of each other and of all that happens. Together the calls of all clients are a
// Poisson process, too, as many times as fast, of which each event is as likely one client's as another's: so the fleet needs one
// exponential distance for a call, and nothing that is as large as the fleet.
type poisson struct {
	distances *rand.Rand
	clients   *rand.Rand // nil where it does not matter whose call it is
	every     float64    // nanoseconds, on average
	at        float64    // the last one, in nanoseconds: whole ones would make all distances shorter
	number    uint32     // of clients
}

func newPoisson(s *Scenario, m *Method) *poisson {
	p := &poisson{distances: stream(s.Seed, streamCalls), every: float64(time.Second) / s.PerSecond(), number: uint32(s.Clients)}
	if m.Budget != nil {
		p.clients = stream(s.Seed, streamClients)
	}
	return p
}

func (p *poisson) next() (at time.Duration, client uint32) {
	p.at += float64(p.distances.ExpFloat64() * p.every) // rounded, or else some processors round only the sum
	if p.clients != nil {
		client = p.clients.Uint32N(p.number)
	}
	return time.Duration(p.at), client
}
