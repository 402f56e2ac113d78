package backoff_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A layer is a call under a policy, around what is further inside.
type layer func(ctx context.Context, inner storeFunc) (int, error)

// patient is a layer that waits itself where its call saw that waiting is in vain: what the rule compares with.
func patient(l layer) layer {
	return func(ctx context.Context, inner storeFunc) (int, error) {
		n, err := l(ctx, inner)
		if ctx == nil {
			ctx = context.Background()
		}
		if wait := WaitIn(err); wait > 0 {
			if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
				<-ctx.Done()
			} else {
				time.Sleep(wait)
			}
			err = fmt.Errorf("%w, and %w", context.DeadlineExceeded, errBusy)
		}
		return n, err
	}
}

// nestedWays are all drivers; those without a context cannot hand one on.
var nestedWays = slices.Concat(allWays, []way{
	{"hedged", "Store.Fetch", asyncWay(func(p *Policy) { p.Hedge = 70 * ms })},
	{"hedged soon", "Store.Fetch", asyncWay(func(p *Policy) { p.Hedge = 30 * ms })},
	{"abandoned", "Store.Fetch", asyncWay(func(p *Policy) { p.Abandon = true })},
	{"hedged and abandoned", "Store.Fetch", asyncWay(func(p *Policy) { p.Hedge, p.Abandon = 70*ms, true })},
	{"Do, hedged", "", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		p.Hedge, p.Pause = 70*ms, max(p.Pause, ms/7)
		return Do(ctx, &p, f)
	}},
	{"abandoned without context", "Store.Load", func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		p.Abandon = true
		m := decorate.New("Store", f).Method("Load", p, decorate.RunsAsync, decorate.WithoutContext)
		return async(context.Background(), &m, func(context.Context) (int, error) { return f.Load() })
	}},
})

func asyncWay(change func(p *Policy)) func(ctx context.Context, p Policy, f storeFunc) (int, error) {
	return func(ctx context.Context, p Policy, f storeFunc) (int, error) {
		change(&p)
		if p.Pause == 0 {
			p.Pause = ms / 7 // else an attempt that times out and a hedge may be due at one instant
		}
		m := decorate.New("Store", f).Method("Fetch", p, decorate.RunsAsync)
		return async(ctx, &m, f)
	}
}

// async makes a call of m in the generated form.
func async(ctx context.Context, m *decorate.Method, f storeFunc) (int, error) {
	call := decorate.Async(m, f)
	defer call.End()
	for {
		n, err := call.Next(ctx)
		if !call.Retry(ctx, err) {
			return n, call.Err()
		}
	}
}

// randomPolicy returns a policy whose calls end. It never has two events at one instant with those of another level: which of
// them is first would be chance.
func randomPolicy(random *rand.Rand, level int) Policy {
	odd := time.Duration(level+1) * time.Microsecond
	pick := func(chance int, d time.Duration) time.Duration {
		if random.IntN(chance) == 0 {
			return d*time.Duration(1+random.IntN(9)) + odd*time.Duration(1+random.IntN(3))
		}
		return 0
	}
	p := Policy{
		AttemptTimeout: pick(2, 50*ms),
		Deadline:       pick(2, 150*ms),
		RetryFor:       pick(3, 100*ms),
		Pause:          pick(2, 40*ms) * 3,
		MaxTries:       1 + random.IntN(5),
	}
	switch random.IntN(3) {
	case 0:
		p.Errors = []Matcher{Any}
	case 1:
		p.Errors = []Matcher{Is(errBusy), Is(context.DeadlineExceeded)} // whether a call that waits is cut off at a deadline or returns then is chance
	}
	if random.IntN(5) == 0 {
		p.Multiplier = 2
	}
	return p
}

// instants says when the innermost attempts of a call through the layers begin, and when the call ends for who waits for it.
func instants(t *testing.T, layers []layer, took time.Duration) (starts []time.Duration, end time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var mu sync.Mutex
		var call storeFunc = func(ctx context.Context) (int, error) {
			mu.Lock()
			starts = append(starts, time.Since(began))
			n := len(starts)
			mu.Unlock()
			if n > 500 {
				panic("it spins")
			}
			select {
			case <-ctx.Done():
				return 0, ctx.Err()
			case <-time.After(took):
				return n, errBusy
			}
		}
		for _, l := range slices.Backward(layers) {
			inner := call
			call = func(ctx context.Context) (int, error) { return l(ctx, inner) }
		}
		_, err := call(t.Context())
		end = time.Since(began) + WaitIn(err)
		time.Sleep(time.Hour)
	})
	return starts, end
}

// Decorators around decorators make as many attempts, at the same instants, as if those further inside had waited out their
// pauses: whatever drives them, and however deep they are.
func TestRule3_5_AsIfTheInnerCallsHadWaited(t *testing.T) {
	seeds := uint64(3000)
	if testing.Short() {
		seeds = 500
	}
	for seed := range seeds {
		random := rand.New(rand.NewPCG(seed, 0))
		var layers, waiting []layer
		var names []string
		limited := false
		for level := range 2 + random.IntN(2) {
			p, w := randomPolicy(random, level), nestedWays[random.IntN(len(nestedWays))]
			for limited && strings.Contains(w.name, "without context") { // it would outlast those limits, were it to wait
				w = nestedWays[random.IntN(len(nestedWays))]
			}
			limited = limited || p.AttemptTimeout|p.Deadline > 0
			l := layer(func(ctx context.Context, inner storeFunc) (int, error) { return w.call(ctx, p, inner) })
			names = append(names, fmt.Sprintf("%s: %v", w.name, p))
			layers, waiting = append(layers, l), append(waiting, patient(l))
		}
		took := time.Duration(random.IntN(3)) * (7*ms + 7*time.Nanosecond)
		starts, end := instants(t, layers, took)
		wantStarts, wantEnd := instants(t, waiting, took)
		if !slices.Equal(starts, wantStarts) || end != wantEnd {
			t.Errorf("seed %d: attempts at %v and the end at %v, want %v and %v, through\n%q", seed, starts, end, wantStarts, wantEnd, names)
		}
	}
}
