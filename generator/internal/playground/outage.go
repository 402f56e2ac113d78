package playground

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/explain"
	"github.com/backoffgen/backoffgen/generator/internal/fleet"
	"github.com/backoffgen/backoffgen/generator/internal/page"
)

// An Outage is what a fleet is to go through.
type Outage struct {
	Method   string  `json:"method"`   // Store.Fetch
	Headroom float64 `json:"headroom"` // of the service: how many times the load without retries it can carry out
	Latency  float64 `json:"latency"`  // of a request, in milliseconds
	Length   float64 `json:"length"`   // of the outage, in seconds; 0 is for none
	Kind     string  `json:"kind"`     // refuse, hang, slow or shed
	Budget   float64 `json:"budget"`   // retries as a share of calls; 0 is for none
}

// A Simulated is what became of it.
type Simulated struct {
	Page    string `json:"page"`    // as HTML
	Verdict string `json:"verdict"` // a sentence
	Error   string `json:"error"`   // empty when it was simulated
}

// The fleet: as large as a browser simulates while somebody moves a slider.
const (
	clientsOfFleet = 300
	lengthOfRun    = 40 * time.Second
	beginOfOutage  = 5 * time.Second
)

// A deadline is a context that looks at the clock when it is asked: nothing else runs in a browser while a simulation does, and so no timer.
type deadline struct {
	context.Context
	at time.Time
}

// Err implements [context.Context].
func (d deadline) Err() error {
	if time.Now().After(d.at) {
		return context.DeadlineExceeded
	}
	return nil
}

// Simulate simulates a method of the last source that was checked, without an error.
func (p *Playground) Simulate(o Outage) Simulated {
	page, verdict, err := p.simulate(o)
	if err != nil {
		return Simulated{Error: err.Error()}
	}
	return Simulated{Page: page, Verdict: verdict}
}

func (p *Playground) simulate(o Outage) (page, verdict string, err error) {
	if p.latest == nil {
		return "", "", errors.New("the source has an error, or no annotation")
	}
	m := p.latest.method(o.Method)
	if m == nil {
		return "", "", fmt.Errorf("there is no policy of %s whose values are known", o.Method)
	}
	s := fleet.Scenario{Clients: clientsOfFleet, Rate: 1, For: lengthOfRun, Seed: 1, Capacity: o.Headroom * clientsOfFleet, Latency: time.Duration(o.Latency * float64(time.Millisecond))}
	if o.Length > 0 {
		text := fmt.Sprintf("%v+%v:%s", beginOfOutage, time.Duration(o.Length*float64(time.Second)), o.Kind)
		if s.Outage, err = fleet.ParseOutage(text); err != nil {
			return "", "", err
		}
	}
	if err := s.Validate(); err != nil {
		return "", "", err
	}
	method := fleet.MethodOf(m)
	if o.Budget > 0 {
		method = method.WithBudget(o.Budget)
	}
	c := fleet.Compare(deadline{context.Background(), time.Now().Add(p.longest)}, s, method, func(time.Duration) {})
	var b bytes.Buffer
	if err := c.WriteFragment(&b); err != nil {
		return "", "", err
	}
	return b.String(), c.Verdict, nil
}

// Style returns the style of what explanations and simulations are made of, without that of the page around them.
func Style() string { return page.Style(explain.Page(), fleet.Page()) }
