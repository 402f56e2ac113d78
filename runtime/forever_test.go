package backoff_test

import (
	"context"
	"math"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

// The longest duration is no limit: added to the present it would be a time long past.
func TestRule3_2_ALimitThatIsNeverReachedIsNone(t *testing.T) {
	for name, p := range map[string]Policy{
		"attempt_timeout": {AttemptTimeout: math.MaxInt64, MaxTries: 2, Errors: []Matcher{Any}},
		"deadline":        {Deadline: math.MaxInt64, MaxTries: 2, Errors: []Matcher{Any}},
		"both":            {AttemptTimeout: math.MaxInt64 - 1, Deadline: math.MaxInt64 - 1, MaxTries: 2, Errors: []Matcher{Any}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, allWays, func(t *testing.T, r *run) {
				began := time.Now()
				r.call(t.Context(), p, fail(errBusy), func(ctx context.Context) error {
					time.Sleep(time.Hour)
					if a, ok := AttemptFrom(ctx); ok && !a.Began.Equal(began) {
						t.Errorf("the call began at %v, want %v", a.Began, began)
					}
					select {
					case <-ctx.Done():
						return ctx.Err()
					default:
						return nil
					}
				})
				if r.err != nil || len(r.starts) != 2 || r.end != time.Hour {
					t.Errorf("%d attempts end with %v after %v", len(r.starts), r.err, r.end)
				}
			})
		})
	}
}

// Half of it is a limit still, and what is longer is none.
func TestRule3_2_TheLongestLimit(t *testing.T) {
	const half = time.Duration(math.MaxInt64 / 2)
	for _, p := range []Policy{{AttemptTimeout: half, MaxTries: 1}, {Deadline: half, MaxTries: 1}, {AttemptTimeout: half + 1, MaxTries: 1}, {Deadline: half + 1, MaxTries: 1}} {
		_ = Run(t.Context(), &p, func(ctx context.Context) error {
			if _, limited := ctx.Deadline(); limited != (max(p.AttemptTimeout, p.Deadline) == half) {
				t.Errorf("under %v the context has a deadline: %t", p, limited)
			}
			return nil
		})
	}
}
