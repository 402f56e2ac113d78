package fleet

import (
	"math/rand/v2"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
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
	budgets   budgets    // nil where there are none
	every     float64    // nanoseconds, on average
	at        float64    // the last one, in nanoseconds: whole ones would make all distances shorter
	number    uint32     // of clients
	gone      int        // of the calls that are drawn ahead
	begins    [drawnAhead]time.Duration
	whose     [drawnAhead]uint32
}

const drawnAhead = 64

func newPoisson(s *Scenario, b budgets) *poisson {
	p := &poisson{distances: stream(s.Seed, streamCalls), budgets: b, every: float64(time.Second) / s.PerSecond(), number: uint32(s.Clients)}
	if b != nil {
		p.clients = stream(s.Seed, streamClients)
	}
	p.gone = drawnAhead
	return p
}

func (p *poisson) next() (at time.Duration, client uint32) {
	if p.gone == drawnAhead {
		p.draw()
	}
	p.gone++
	return p.begins[p.gone-1], p.whose[p.gone-1]
}

// draw draws the calls that come next.
func (p *poisson) draw() {
	p.gone = 0
	for i := range p.begins {
		p.at += float64(p.distances.ExpFloat64() * p.every) // rounded, or else some processors round only the sum
		if p.begins[i] = virtual.Never; p.at < float64(virtual.Never) {
			p.begins[i] = time.Duration(p.at)
		}
	}
	if p.budgets == nil {
		return
	}
	for i := range p.whose {
		p.whose[i] = p.clients.Uint32N(p.number)
	}
	p.budgets.soon(p.whose[:])
}
