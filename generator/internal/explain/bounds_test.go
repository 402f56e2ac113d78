package explain

import (
	"context"
	"go/token"
	"go/types"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

const (
	ms  = time.Millisecond
	sec = time.Second
)

// Whatever a callee does that respects its context, a call takes no longer than its latency, and makes no more attempts than
// its load, be they as long as they like and fail or succeed as they like.
func TestTheEngineKeepsTheBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		random := rand.New(&locked{source: rand.NewPCG(3, 4)})
		for range 2000 {
			m := with(randomPolicy(random))
			p := m.Policy.Values
			p.Random = random.Float64
			if random.IntN(4) == 0 {
				m.Policy.PauseFrom = someFunc
				if random.IntN(2) == 0 {
					m.Policy.Values.MaxHint = 1 + time.Duration(random.Int64N(int64(sec)))
					p.MaxHint = m.Policy.Values.MaxHint
				}
				p.PauseFrom = func(error) (time.Duration, bool) {
					return time.Duration(random.Int64N(int64(sec))), random.IntN(2) == 0
				}
			}
			known := newMethod(m)
			latency, load := known.latency(), known.load()
			longest := 1 + random.Int64N(int64(2*sec))
			callee := func(ctx context.Context, _ int) error {
				select {
				case <-ctx.Done():
				case <-time.After(time.Duration(random.Int64N(longest))):
				}
				if random.IntN(20) == 0 {
					return nil
				}
				return errBusy
			}
			r := real(m, p, callee)
			if latency.Bounded && r.took > latency.Max {
				t.Errorf("a call took %v, and is said to take %v at most", r.took, latency.Max)
			}
			if load.Attempts > 0 && len(r.attempts) > load.Attempts {
				t.Errorf("a call made %d attempts, and is said to make %d at most", len(r.attempts), load.Attempts)
			}
			r = real(m, p, fail)
			if n := firstSecond(Course{Attempts: r.attempts, Why: EndingTries}); load.Second > 0 && !load.About && n > load.Second {
				t.Errorf("%d attempts were in the first second, %d are said to be at most", n, load.Second)
			}
			if t.Failed() {
				t.Fatalf("under %v", p)
			}
		}
	})
}

// A locked source is one for many goroutines.
type locked struct {
	mu     sync.Mutex
	source rand.Source
}

func (l *locked) Uint64() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.source.Uint64()
}

// someFunc is a pause_from about which nothing else is known.
var someFunc types.Object = types.NewFunc(token.NoPos, nil, "pauseFrom", nil)

func TestLatency(t *testing.T) {
	for _, test := range []struct {
		name string
		p    backoff.Policy
		want string
	}{
		{"tries and pauses", backoff.Policy{AttemptTimeout: 100 * ms, Pause: 50 * ms, MaxTries: 3}, "at most 400ms, if the callee respects its context"},
		{"the deadline is nearer", backoff.Policy{AttemptTimeout: 100 * ms, Pause: 50 * ms, MaxTries: 3, Deadline: 300 * ms}, "at most 300ms, if the callee respects its context"},
		{"the deadline leaves room for two tries", backoff.Policy{AttemptTimeout: 100 * ms, Pause: 500 * ms, Deadline: sec}, "at most 700ms, if the callee respects its context"},
		{"a deadline alone", backoff.Policy{Deadline: sec, Pause: 100 * ms}, "at most 1s, if the callee respects its context"},
		{"jitter may be 0", backoff.Policy{AttemptTimeout: 100 * ms, Pause: 500 * ms, Deadline: sec, Jitter: backoff.JitterFull}, "at most 1s, if the callee respects its context"},
		{"growing pauses", backoff.Policy{AttemptTimeout: sec, Pause: sec, Multiplier: 2, MaxTries: 4}, "at most 11s, if the callee respects its context"},
		{"abandoned", backoff.Policy{AttemptTimeout: sec, MaxTries: 2, Abandon: true}, "at most 2s, whatever the callee does"},
		{"very many tries", backoff.Policy{AttemptTimeout: ms, Pause: ms, MaxTries: 1_000_000}, "at most 33m19.999s, if the callee respects its context"},
		{"no limit", backoff.Policy{MaxTries: 3}, "unbounded: neither attempt_timeout nor deadline cuts off an attempt"},
		{"no end", backoff.Policy{AttemptTimeout: sec}, "unbounded: there is no max_tries, deadline or retry_for"},
		{"overflow", backoff.Policy{AttemptTimeout: sec, Pause: sec, Multiplier: 10, MaxTries: 100}, "unbounded: pauses may be of any length, since there is no max_pause"},
		{"retry_for", backoff.Policy{AttemptTimeout: 100 * ms, RetryFor: sec, Pause: 300 * ms}, "at most 1.1s, if the callee respects its context"},
		{"retry_for, and few tries", backoff.Policy{AttemptTimeout: 100 * ms, RetryFor: sec, MaxTries: 2}, "at most 200ms, if the callee respects its context"},
		{"retry_for, and a deadline", backoff.Policy{AttemptTimeout: 100 * ms, RetryFor: sec, Deadline: 1050 * ms}, "at most 1.05s, if the callee respects its context"},
		{"retry_for alone cuts nothing off", backoff.Policy{RetryFor: sec, MaxTries: 2}, "unbounded: neither attempt_timeout nor deadline cuts off an attempt"},
		{"a hedge after each failure", backoff.Policy{AttemptTimeout: 100 * ms, Hedge: 40 * ms, Pause: 10 * ms, MaxTries: 3}, "at most 200ms, if the callee respects its context"},
	} {
		l := newMethod(with(test.p)).latency()
		if got := l.text(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestLatencyWithHints(t *testing.T) {
	for _, test := range []struct {
		name string
		p    backoff.Policy
		want string
	}{
		{"without an end", backoff.Policy{AttemptTimeout: sec, MaxTries: 3, MaxPause: sec}, "unbounded: a server may ask for a pause of any length, since there is no max_hint"},
		{"max_hint", backoff.Policy{AttemptTimeout: sec, MaxTries: 3, MaxHint: 10 * sec}, "at most 23s, if the callee respects its context"},
		{"max_hint under the policy's own pause", backoff.Policy{AttemptTimeout: sec, MaxTries: 3, Pause: 20 * sec, MaxHint: 10 * sec}, "at most 43s, if the callee respects its context"},
		{"max_hint, and jitter that remembers", backoff.Policy{AttemptTimeout: sec, MaxTries: 4, Pause: sec, MaxPause: 2 * sec, Jitter: backoff.JitterDecorrelated, MaxHint: 10 * sec}, "at most 34s, if the callee respects its context"},
		{"retry_for", backoff.Policy{AttemptTimeout: sec, RetryFor: 5 * sec}, "at most 6s, if the callee respects its context"},
		{"deadline", backoff.Policy{AttemptTimeout: sec, Deadline: 5 * sec}, "at most 5s, if the callee respects its context"},
		{"a hint delays a hedge", backoff.Policy{AttemptTimeout: sec, Hedge: 100 * ms, MaxTries: 2, MaxHint: 10 * sec}, "at most 12s, if the callee respects its context"},
	} {
		m := with(test.p)
		m.Policy.PauseFrom = someFunc
		l := newMethod(m).latency()
		if got := l.text(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestLoad(t *testing.T) {
	for _, test := range []struct {
		name string
		p    backoff.Policy
		want Load
	}{
		{"once", backoff.Policy{MaxTries: 1}, Load{Attempts: 1, Second: 1}},
		{"few", backoff.Policy{MaxTries: 3}, Load{Attempts: 3, Second: 3}},
		{"slow", backoff.Policy{MaxTries: 30, Pause: 300 * ms}, Load{Attempts: 30, Second: 4}},
		{"until the deadline", backoff.Policy{Pause: 500 * ms, Deadline: 5 * sec}, Load{Attempts: 10, Second: 2}},
		{"on average", backoff.Policy{Pause: 500 * ms, Deadline: 5 * sec, Jitter: backoff.JitterFull}, Load{Second: 4, About: true}},
		{"a hedge is sooner than a pause", backoff.Policy{Pause: sec, Hedge: 100 * ms, Deadline: sec}, Load{Attempts: 10, Second: 1}},
		{"within retry_for", backoff.Policy{Pause: 500 * ms, RetryFor: sec}, Load{Attempts: 3, Second: 2}},
		{"many tries without a pause", backoff.Policy{MaxTries: 6}, Load{Attempts: 6, Second: 6, Warning: atOnce}},
		{"no pause and no end", backoff.Policy{Deadline: sec}, Load{Warning: atOnce}},
		{"short pauses and no end", backoff.Policy{Pause: 10 * ms}, Load{Second: 100, Warning: tooMany}},
	} {
		if got := newMethod(with(test.p)).load(); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}
