package backoff_test

import (
	"context"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

func TestDoHedges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		p := Policy{Hedge: 100 * ms, MaxTries: 2}
		n, err := Do(t.Context(), &p, nth(heed, after(50*ms, nil)))
		if n != 2 || err != nil || time.Since(start) != 150*ms {
			t.Errorf("got %d, %v after %v", n, err, time.Since(start))
		}
		start = time.Now()
		tries := nth(heed, after(50*ms, nil))
		if err := Run(t.Context(), &p, func(ctx context.Context) error { _, err := tries(ctx); return err }); err != nil || time.Since(start) != 150*ms {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
		synctest.Wait()
	})
}

func TestDoAbandons(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := Do(t.Context(), &Policy{AttemptTimeout: 100 * ms, MaxTries: 2, Abandon: true}, nth(after(time.Hour, nil)))
		if err != ErrAttemptTimeout || time.Since(start) != 200*ms {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
		time.Sleep(2 * time.Hour)
	})
	if _, err := Do(t.Context(), &Policy{Hedge: -1, Abandon: true}, nth(fail(nil))); err == nil {
		t.Error("an invalid policy is no error")
	}
}

// A noted body says when it is closed, and what was left in it.
type notedBody struct {
	io.Reader
	closed *string
}

func (b notedBody) Close() error {
	rest, err := io.ReadAll(b.Reader)
	*b.closed = "left: " + string(rest)
	return err
}

// Do knows nothing of its results but their values: it closes those, and the bodies of responses, that come late.
func TestDoClosesLateResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := Policy{AttemptTimeout: 100 * ms, MaxTries: 1, Abandon: true}
		var closed, drained string
		_, err := Do(t.Context(), &p, func(context.Context) (io.ReadCloser, error) {
			time.Sleep(time.Second)
			return notedBody{strings.NewReader("text"), &closed}, nil
		})
		if err != ErrAttemptTimeout {
			t.Error(err)
		}
		_, err = Do(t.Context(), &p, func(context.Context) (*http.Response, error) {
			time.Sleep(time.Second)
			return &http.Response{Body: notedBody{strings.NewReader("text"), &drained}}, nil
		})
		if err != ErrAttemptTimeout {
			t.Error(err)
		}
		for _, late := range []*http.Response{nil, {}} {
			if _, err := Do(t.Context(), &p, func(context.Context) (*http.Response, error) { time.Sleep(time.Second); return late, nil }); err != ErrAttemptTimeout {
				t.Error(err)
			}
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if closed != "left: text" || drained != "left: " {
			t.Errorf("the results have %q and %q", closed, drained)
		}
	})
}

// Rule 3.11: once a call is over whose attempts run apart, no timer waits for what was not needed, nor keeps what the call had.
func TestRule3_11_NoTimerHoldsACallThatIsOver(t *testing.T) {
	for _, p := range []Policy{{Hedge: time.Hour, MaxTries: 2}, {AttemptTimeout: time.Hour, Abandon: true}, {Abandon: true}} {
		t.Run(p.String(), func(t *testing.T) {
			gone := make(chan struct{})
			func() {
				had := new([1024]byte)
				runtime.AddCleanup(had, func(done chan struct{}) { close(done) }, gone)
				if n, err := Do(t.Context(), &p, func(context.Context) (int, error) { time.Sleep(ms); return int(had[0]), nil }); n != 0 || err != nil {
					t.Errorf("got %d, %v", n, err)
				}
			}()
			for range 1000 {
				runtime.GC()
				select {
				case <-gone:
					return
				case <-time.After(ms):
				}
			}
			t.Error("it is still held")
		})
	}
}
