package closures

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) { trial.NothingStale(t) }

var errGone = errors.New("gone")

// flaky fails its first calls.
type flaky struct {
	failures int
	err      error
	began    time.Time
	at       []time.Duration
}

func (f *flaky) fail() error {
	if f.at = append(f.at, time.Since(f.began)); len(f.at) <= f.failures {
		return f.err
	}
	return nil
}

func (f *flaky) Get(context.Context, string) (string, error) {
	if err := f.fail(); err != nil {
		return "", err
	}
	return "text", nil
}
func (f *flaky) Put(context.Context, string, string) error { return f.fail() }

// layers are the four, in the order of the guide.
var layers = []struct {
	name string
	of   func(Store) Store
}{
	{"cenkalti", func(s Store) Store { return Cenkalti{s} }},
	{"avast", func(s Store) Store { return Avast{s} }},
	{"failsafe", func(s Store) Store { return NewFailsafe(s) }},
	{"backoffgen", func(s Store) Store { return NewRetryingStore(s) }},
}

// All make the same attempts at the same instants, and return the results of the last one, or an error that is its.
func TestSameAttempts(t *testing.T) {
	for _, failure := range []error{ErrBusy, fmt.Errorf("wrapped: %w", ErrBusy), errGone} {
		for failures := range 6 {
			synctest.Test(t, func(t *testing.T) {
				outcome := func(layer func(Store) Store, put bool) (at []time.Duration, text string, err error) {
					inner := &flaky{failures: failures, err: failure, began: time.Now()}
					if put {
						err = layer(inner).Put(t.Context(), "id", "text")
					} else {
						text, err = layer(inner).Get(t.Context(), "id")
					}
					return inner.at, text, err
				}
				for _, put := range []bool{false, true} {
					at, text, err := outcome(layers[3].of, put)
					if err != nil && err != failure {
						t.Errorf("backoffgen returns %v, want the last attempt's error itself", err)
					}
					for _, l := range layers[:3] {
						gotAt, gotText, gotErr := outcome(l.of, put)
						if diff := cmp.Diff(at, gotAt); diff != "" || gotText != text || !errors.Is(gotErr, err) {
							t.Errorf("%s, %d times %v: %q, %v, want %q, %v (-backoffgen +%s):\n%s", l.name, failures, failure, gotText, gotErr, text, err, l.name, diff)
						}
					}
				}
			})
		}
	}
}

// What comes back when the caller's deadline ends a pause, and when: the last error, the context's, or both.
func TestDeadlineInPause(t *testing.T) {
	for i, want := range []struct {
		last, context bool
		took          time.Duration
	}{
		{true, true, 250 * time.Millisecond},  // cenkalti
		{false, true, 250 * time.Millisecond}, // avast
		{false, true, 250 * time.Millisecond}, // failsafe
		{true, true, 100 * time.Millisecond},  // backoffgen, before a pause that cannot end in time
	} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), 250*time.Millisecond)
			defer cancel()
			_, err := layers[i].of(&flaky{failures: 9, err: ErrBusy, began: start}).Get(ctx, "id")
			if errors.Is(err, ErrBusy) != want.last || errors.Is(err, context.DeadlineExceeded) != want.context || time.Since(start) != want.took {
				t.Errorf("%s: %v after %v", layers[i].name, err, time.Since(start))
			}
		})
	}
}

// aborted fails with an error number.
type aborted struct {
	err   error
	calls int
}

func (a *aborted) Fetch(context.Context, map[string]string) error { a.calls++; return a.err }

// aiomisc's example in Go: an aborted connection is tried again, and no other error of the system.
func TestFetcher(t *testing.T) {
	for err, want := range map[error]int{syscall.ECONNABORTED: 3, syscall.ECONNREFUSED: 1} {
		synctest.Test(t, func(t *testing.T) {
			inner := &aborted{err: fmt.Errorf("fetching: %w", err)}
			if got := NewRetryingFetcher(inner).Fetch(t.Context(), nil); !errors.Is(got, err) || inner.calls != want {
				t.Errorf("%v after %d attempts, want %v after %d", got, inner.calls, err, want)
			}
		})
	}
}
