package fleet

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// The tests of this file hold the simulation against what others have computed, measured or promised.

// erlangC returns the share of customers who have to wait in the queue M/M/c under an offered load of so many servers (A. K. Erlang,
// 1917).
func erlangC(servers int, load float64) float64 {
	term, sum := 1.0, 0.0
	for k := range servers {
		sum += term
		term *= load / float64(k+1)
	}
	last := term / (1 - load/float64(servers))
	return last / (sum + last)
}

// Without retries a service is the queue M/M/c: its queue is as long as Erlang's formula says, and so is the waiting time (Little's
// law).
func TestWaitingTimeIsErlangs(t *testing.T) {
	for _, test := range []struct {
		servers int
		use     float64
	}{{1, 0.5}, {4, 0.7}, {10, 0.8}, {50, 0.9}} {
		s := Scenario{Clients: 100, Latency: 100 * time.Millisecond, For: 20_000 * time.Second, Seed: 7}
		s.Capacity = float64(test.servers) / s.Latency.Seconds()
		s.Rate = test.use * s.Capacity / float64(s.Clients)
		if test.servers == 1 {
			s.For *= 10
		}
		if testing.Short() && test.servers != 10 {
			continue
		}
		m := Method{CutsOff: true}.WithoutRetries()
		e := newSimulation(&s, &m)
		e.run(context.Background(), func(time.Duration) {})
		rate := test.use * s.Capacity
		got := e.service.area / float64(s.For) / rate // seconds
		want := erlangC(test.servers, test.use*float64(test.servers)) / (s.Capacity - rate)
		if math.Abs(got/want-1) > 0.05 {
			t.Errorf("%d servers in use for %v: a request waits %.2f ms, and by Erlang's formula %.2f ms", test.servers, test.use, got*1000, want*1000)
		}
		if e.samples.total.Failed > 0 {
			t.Errorf("%d calls failed", e.samples.total.Failed)
		}
	}
}

// listed has calls of one client begin at given times.
type listed []time.Duration

func (l *listed) next() (time.Duration, uint32) {
	if len(*l) == 0 {
		return virtual.Never, 0
	}
	at := (*l)[0]
	*l = (*l)[1:]
	return at, 0
}

// oneBudget is the budget of the runtime for a fleet of one client.
type oneBudget struct{ backoff.RetryBudget }

func (b oneBudget) began(uint32)        { b.Began() }
func (b oneBudget) failed(uint32)       { b.Failed() }
func (b oneBudget) soon([]uint32)       {}
func (b oneBudget) retry(uint32) bool   { return b.Retry() }
func (b oneBudget) hedge(uint32) bool   { return b.Retry() }
func (b oneBudget) left(uint32) float64 { return 0 }

// gRFC A6, "Throttling Retry Attempts and Hedged RPCs": ten tokens, of which each success gives back a tenth, and four attempts. Ten
// calls to a server that is dead make 13 attempts: the first call four, which leaves six tokens, the second one, which leaves five,
// and so do all others.
func TestThrottlingIsGRPCs(t *testing.T) {
	s := Scenario{Clients: 1, Rate: 1, Capacity: 100, Latency: time.Millisecond, For: time.Minute, Outage: Outage{0, time.Hour, Refuse}}
	m := Method{Policy: backoff.Policy{MaxTries: 4, Pause: 10 * time.Millisecond}, CutsOff: true}
	m.Budget = func(int, *time.Duration) budgets {
		b, err := backoff.NewThrottle(10, 0.1)
		if err != nil {
			t.Fatal(err)
		}
		return oneBudget{b}
	}
	e := newSimulation(&s, &m)
	var calls listed
	for i := range 10 {
		calls = append(calls, time.Duration(i+1)*time.Second)
	}
	e.begins = &calls
	e.run(context.Background(), func(time.Duration) {})
	if total := e.samples.total; total.Attempts() != 13 || total.Failed != 10 {
		t.Errorf("%d attempts of %d calls that failed, want 13 of 10", total.Attempts(), total.Failed)
	}
}

// Finagle's RetryBudget lets a client make at most so many retries as a share of its calls: an outage multiplies the load by 1 + that
// share at most, and without it by the number of tries.
func TestABudgetCapsTheLoad(t *testing.T) {
	s := Scenario{Clients: 50, Rate: 10, Capacity: 1000, Latency: 10 * time.Millisecond, For: time.Minute, Outage: Outage{0, time.Hour, Refuse}, Seed: 3}
	m := Method{Policy: backoff.Policy{MaxTries: 4, Pause: 50 * time.Millisecond, Jitter: backoff.JitterFull}, CutsOff: true}
	free := simulate(context.Background(), &s, &m, "", func(time.Duration) {})
	if got := free.Amplification(); got < 3.95 || got > 4 {
		t.Errorf("without a budget a call makes %v attempts of 4", got)
	}
	for _, share := range []float64{0.1, 0.2, 0.5} {
		m := m.WithBudget(share)
		run := simulate(context.Background(), &s, &m, "", func(time.Duration) {})
		if got := run.Amplification(); got > 1+share || got < 1+share-0.05 {
			t.Errorf("under a budget of %v a call makes %v attempts", share, got)
		}
	}
}

// The metastable failure of Bronson et al. (HotOS 2021): a service that has been slow for a while stays at its limit when it is well
// again, since it works on requests that nobody waits for any more and whose clients have called again. Under a budget, and without
// retries, it recovers.
func TestRetriesKeepAServiceDown(t *testing.T) {
	s := Scenario{Clients: 100, Rate: 10, Capacity: 1500, Latency: 50 * time.Millisecond, For: time.Minute, Outage: Outage{10 * time.Second, 5 * time.Second, Slow}, Seed: 1}
	m := Method{Policy: backoff.Policy{AttemptTimeout: time.Second, MaxTries: 4, Pause: 100 * time.Millisecond, Jitter: backoff.JitterFull}, CutsOff: true}
	last := func(m Method) Sample {
		run := simulate(context.Background(), &s, &m, "", func(time.Duration) {})
		return run.Series[len(run.Series)-1]
	}
	perSecond := float64(time.Second) / float64(width(s.For))
	if end := last(m); float64(end.Attempts())*perSecond < 2*s.Capacity || end.Failed < 10*end.Succeeded {
		t.Errorf("45 s after the outage the load is %v a second, and %d calls of %d succeed", float64(end.Attempts())*perSecond, end.Succeeded, end.Failed)
	}
	for name, m := range map[string]Method{"without retries": m.WithoutRetries(), "under a budget": m.WithBudget(0.2)} {
		if end := last(m); float64(end.Attempts())*perSecond > 1.1*s.Capacity || end.Failed > 0 || end.Queue > 100 {
			t.Errorf("%s, 45 s after the outage: %+v", name, end)
		}
	}
}
