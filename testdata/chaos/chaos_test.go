package chaos

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/trial"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

var (
	calls = flag.Int("calls", 100_000, "how many calls are made, of all servers together")
	span  = flag.Duration("for", 60*time.Second, "how long the calls are spread over, so that what happens to the servers happens to some of them")
)

// tolerance is how much later than its deadline a call may end, beside the time for which the process stood still.
const tolerance = time.Second

// steps is how often a call waits for the processor at its end: its timer, its connection, its attempt and itself.
const steps = 4

// callers make calls of one server at the same time.
const callers = 32

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// Calls of four servers whose connections break and which are killed.
func TestChaos(t *testing.T) {
	defer goleak.VerifyNone(t, append(toxiproxys(), goleak.IgnoreCurrent())...)
	n, long := *calls/4, *span
	if testing.Short() {
		n, long = n/10, long/10
	}
	ctx, stop := context.WithCancel(t.Context())
	still := new(pulse)
	var beats sync.WaitGroup
	beats.Go(func() { still.run(ctx) })
	defer beats.Wait()
	defer stop()
	t.Run("servers", func(t *testing.T) {
		var all sync.WaitGroup
		for _, make := range []func(*testing.T) system{postgresSystem, redisSystem, httpSystem, grpcSystem} {
			s := make(t)
			all.Go(func() { t.Run(s.name, func(t *testing.T) { s.try(t, n, long, still) }) }) // at once, on however few processors
		}
		all.Wait()
	})
	t.Logf("the process stood still for %v at most", still.longest())
}

// A result is how a call ended.
type result struct {
	err          error
	began, ended time.Time
}

// try makes calls, half of them with a key, and looks at what is left of them.
func (s *system) try(t *testing.T, n int, long time.Duration, still *pulse) {
	p := newProxy(t, s.name, s.addr)
	inner, hangUp := s.dial(t, p.Listen)
	count := &counted{inner, make([]atomic.Int32, n), make([]atomic.Int32, n)}
	decorated, caller, results := s.wrap(count), newWatched(), make([]result, n)
	ctx, stop := context.WithCancel(context.Background())
	var network sync.WaitGroup
	var succeeded atomic.Int64
	var disturbed map[string]int
	network.Go(func() { disturbed = s.disturb(ctx, t, p, &succeeded, rand.New(rand.NewPCG(1, uint64(n)))) })
	began := time.Now()
	var next atomic.Int64
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for id := int(next.Add(1)) - 1; id < n; id = int(next.Add(1)) - 1 {
				time.Sleep(time.Until(began.Add(long * time.Duration(id) / time.Duration(n))))
				if results[id] = call(decorated, caller, id); results[id].err == nil {
					succeeded.Add(1)
				}
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	stop()
	network.Wait()
	hangUp()
	s.judge(t, results, count, still)
	s.leavesNothing(t, caller, p)
	t.Logf("%s: %d calls in %v; done to it: %v", s.name, n, took.Round(time.Millisecond), disturbed)
}

// call makes one call. One in twenty callers goes away in the middle.
func call(to store, ctx context.Context, id int) result {
	if id%20 == 0 {
		short, cancel := context.WithTimeout(ctx, time.Duration(id%300)*time.Millisecond)
		defer cancel()
		ctx = short
	}
	began, do := time.Now(), to.Once
	if id%2 == 0 {
		do = to.Keyed
	}
	err := do(ctx, id)
	return result{err, began, time.Now()}
}

// judge holds the results against the server's ledger.
func (s *system) judge(t *testing.T, results []result, count *counted, still *pulse) {
	l := s.ledger(t)
	var failed, stopped, retried, saved, written, again, most int
	for id, r := range results {
		took := r.ended.Sub(r.began)
		attempts, done := int(count.once[id].Load()), l.once[id]
		if id%2 == 0 {
			attempts, done = int(count.keyed[id].Load()), l.keyed[id]
		}
		switch {
		case r.err == nil && done != 1:
			t.Errorf("call %d succeeded, and was carried out %d times", id, done)
		case done > 1:
			t.Errorf("call %d was carried out %d times, with %d attempts and %v", id, done, attempts, r.err)
		case attempts < 1 || attempts > maxTries:
			t.Errorf("call %d made %d attempts", id, attempts)
		case l.seen[id] > attempts:
			t.Errorf("call %d made %d attempts, and its server has seen %d", id, attempts, l.seen[id])
		case took > deadline*time.Millisecond+tolerance && took > deadline*time.Millisecond+tolerance+steps*still.between(r.began, r.ended):
			t.Errorf("call %d took %v, in which the process stood still for %v, and ended with %v", id, took, still.between(r.began, r.ended), r.err)
		}
		if l.seen[id] > 1 {
			again++
		}
		written += done
		most = max(most, attempts)
		if r.err != nil {
			failed++
			if _, ok := errors.AsType[*backoff.Error](r.err); ok {
				stopped++
			}
		}
		if attempts > 1 {
			retried++
			if r.err == nil {
				saved++
			}
		}
	}
	t.Logf("%s: %d calls, %d failed (%d of them stopped), %d retried, %d of them saved; %d carried out; %d keys seen again; at most %d attempts",
		s.name, len(results), failed, stopped, retried, saved, written, again, most)
	if saved == 0 || failed == 0 || again == 0 || failed > len(results)/2 { // without keys what was seen again would be there twice
		t.Error("that is not the chaos that it should be")
	}
}

// leavesNothing looks for what the calls have left: contexts that hang on their caller's, and connections. TestChaos looks for
// goroutines, with which timers would be.
func (s *system) leavesNothing(t *testing.T, caller *watched, p *proxy) {
	t.Helper()
	p.Stop()
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		hanging, held := caller.hanging(), s.held(t)
		if hanging == 0 && held == 0 {
			return
		}
		if time.Since(began) > 10*time.Second {
			t.Errorf("%d contexts hang on the caller's, and the server holds %d connections", hanging, held)
			return
		}
	}
}
