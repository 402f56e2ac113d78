package fleet

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
)

// A Scenario is what a fleet and a service go through.
type Scenario struct {
	Clients  int           // each with a decorator, and so with a budget, of its own
	Rate     float64       // calls per second and client; they begin at random, whether or not others are still running
	Capacity float64       // requests that the service can carry out in a second
	Latency  time.Duration // that one takes it
	For      time.Duration // length of the run
	Outage   Outage
	Seed     uint64 // of all that is random
}

// Validate returns an error that names the first thing which cannot be simulated, by the flag that sets it.
func (s *Scenario) Validate() error {
	positive := func(f float64) bool { return f > 0 && !math.IsInf(f, 0) }
	switch {
	case s.Clients < 1 || s.Clients > math.MaxInt32:
		return fmt.Errorf("-clients %d: want 1 to %d", s.Clients, math.MaxInt32)
	case !positive(s.Rate):
		return fmt.Errorf("-rate %v: want a number of calls over 0", s.Rate)
	case !positive(s.Capacity):
		return fmt.Errorf("-capacity %v: want a number of requests over 0", s.Capacity)
	case s.Rate*float64(s.Clients) > 1e8 || s.Capacity > 1e8:
		return errors.New("-rate, -clients and -capacity: want at most 100,000,000 calls and requests in a second")
	case s.Latency <= 0 || s.Latency > time.Hour:
		return fmt.Errorf("-latency %v: want over 0s, up to 1h", s.Latency)
	case s.Capacity*s.Latency.Seconds() > 1e8:
		return errors.New("-capacity and -latency: want at most 100,000,000 requests at a time")
	case s.For < time.Millisecond || s.For > 240*time.Hour:
		return fmt.Errorf("-for %v: want 1ms to 240h", s.For)
	case s.Outage.Kind != None && s.Outage.Begin >= s.For:
		return fmt.Errorf("-outage %v: it begins after the run, which is %v long", s.Outage, s.For)
	}
	return nil
}

// A Kind is what happens to the service in an outage.
type Kind string

// The kinds of outages.
const (
	None   Kind = ""       // there is none
	Refuse Kind = "refuse" // it refuses each request
	Hang   Kind = "hang"   // it answers none, and goes on afterwards with those that wait
	Slow   Kind = "slow"   // it takes ten times as long for each
	Shed   Kind = "shed"   // the same, but it refuses what would have to wait, and asks it to come back after a second
)

// An Outage is a time in which the service is not well.
type Outage struct {
	Begin, Length time.Duration
	Kind          Kind
}

// End returns when the service is well again.
func (o Outage) End() time.Duration { return o.Begin + o.Length }

// String returns o as ParseOutage reads it.
func (o Outage) String() string { return fmt.Sprintf("%v+%v:%s", o.Begin, o.Length, o.Kind) }

// ParseOutage reads an outage as a flag has it: 5s+10s:slow begins after five seconds, and takes ten. An empty text is none.
func ParseOutage(text string) (Outage, error) {
	if text == "" {
		return Outage{}, nil
	}
	times, word, ok := strings.Cut(text, ":")
	begin, length, plus := strings.Cut(times, "+")
	if !ok || !plus {
		return Outage{}, fmt.Errorf("%q: want BEGIN+LENGTH:KIND, such as 5s+10s:slow", text)
	}
	o := Outage{Kind: Kind(word)}
	switch o.Kind {
	case Refuse, Hang, Slow, Shed:
	default:
		return Outage{}, fmt.Errorf("%q: want refuse, hang, slow or shed after the colon", text)
	}
	var err error
	if o.Begin, err = time.ParseDuration(begin); err != nil || o.Begin < 0 {
		return Outage{}, fmt.Errorf("%q: want a duration of 0s or more before the plus, such as 5s", text)
	}
	if o.Length, err = time.ParseDuration(length); err != nil || o.Length <= 0 || o.Length > 240*time.Hour || o.Begin > 240*time.Hour {
		return Outage{}, fmt.Errorf("%q: want a duration over 0s after the plus, such as 10s", text)
	}
	return o, nil
}
