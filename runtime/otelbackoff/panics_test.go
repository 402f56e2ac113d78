package otelbackoff_test

import (
	"context"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel/attribute"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// leave runs f in a goroutine that f ends, by a panic that is recovered or a Goexit, and waits for its end.
func leave(f func()) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		defer func() { _ = recover() }()
		f()
	}()
	<-gone
}

func TestAPanicEndsTheSpans(t *testing.T) {
	for name, end := range map[string]func(){"panic": func() { panic("inner") }, "Goexit": runtime.Goexit} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRecorder()
				s := r.store(fake(func(context.Context) (string, error) {
					time.Sleep(10 * ms)
					end()
					return "", nil
				}))
				leave(func() { _, _ = s.Fetch(t.Context(), "7") })
				r.checkSpans(t, `
Store.Fetch 10ms reason=panicked retried=false error.type=aborted !aborted by a panic or a runtime.Goexit
  Store.Fetch attempt 10ms attempt.type=original outcome=aborted error.type=aborted !aborted by a panic or a runtime.Goexit
`)
				r.checkMetrics(t,
					"backoff.calls{method=Store.Fetch outcome=aborted reason=panicked retried=false error.type=aborted} 1 {call}",
					"backoff.attempts{attempt.type=original method=Store.Fetch outcome=aborted error.type=aborted} 1 {attempt}",
				)
			})
		})
	}
}

// The event of an attempt that a panic or a Goexit has left has what that of any other has.
func TestTheEventOfAnAttemptThatPanics(t *testing.T) {
	for name, end := range map[string]func(){"panic": func() { panic("inner") }, "Goexit": runtime.Goexit} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRecorder()
				tries := 0
				inner := fake(func(context.Context) (string, error) {
					time.Sleep(10 * ms)
					if tries++; tries > 1 {
						end()
					}
					return "", errBusy
				})
				leave(func() { _, _ = r.store(inner, otelbackoff.WithAttemptEvents()).Fetch(t.Context(), "7") })
				r.checkSpans(t, `
Store.Fetch 120ms reason=panicked retried=true error.type=aborted !aborted by a panic or a runtime.Goexit
  * backoff.attempt outcome=retryable error.type=*errors.errorString attempt.type=original attempt.duration=0.01
  * backoff.pause pause.duration=0.1
  * backoff.attempt outcome=aborted error.type=aborted attempt.type=retry attempt.duration=0.01 resend_count=1
`)
				for _, e := range r.spans.GetSpans()[0].Events {
					if method := attribute.String("backoff.method", "Store.Fetch"); e.Name == "backoff.attempt" && !slices.Contains(e.Attributes, method) {
						t.Errorf("an event without the method: %v", e.Attributes)
					}
				}
			})
		})
	}
}

// A panic between two attempts leaves none: that before it has ended.
func TestAPanicOfGiveupAbortsNoAttempt(t *testing.T) {
	for _, events := range []otelbackoff.Option{nil, otelbackoff.WithAttemptEvents()} {
		synctest.Test(t, func(t *testing.T) {
			r := newRecorder()
			o := otelbackoff.New(otelbackoff.WithTracerProvider(r.tracers), otelbackoff.WithMeterProvider(r.meters), events)
			m := decorate.New("Store", r, backoff.WithObserver(o)).Method("Fetch", backoff.Policy{
				Deadline: time.Hour, Errors: []backoff.Matcher{backoff.Any}, Giveup: func(error) bool { panic("giveup") },
			})
			leave(func() {
				call := m.Call()
				defer call.End()
				call.Attempt(t.Context())
				call.Retry(t.Context(), errBusy)
			})
			r.checkMetricsOf(t, "backoff.attempts", "backoff.attempts{attempt.type=original method=Store.Fetch outcome=retryable error.type=*errors.errorString} 1 {attempt}")
			r.checkMetricsOf(t, "backoff.calls", "backoff.calls{method=Store.Fetch outcome=aborted reason=panicked retried=false error.type=aborted} 1 {call}")
		})
	}
}

func TestAPanicWithoutLimitsEndsTheSpansInTheEnd(t *testing.T) {
	r := newRecorder()
	s := r.store(fake(func(context.Context) (string, error) { panic("inner") }))
	leave(func() { _ = s.Save(t.Context(), "gopher") })
	for range 100 {
		runtime.GC()
		time.Sleep(ms)
		if len(r.spans.GetSpans()) == 2 {
			break
		}
	}
	names := map[string]bool{}
	for _, s := range r.spans.GetSpans() {
		names[s.Name] = strings.HasPrefix(s.Status.Description, "aborted")
	}
	if len(names) != 2 || !names["Store.Save"] || !names["Store.Save attempt"] {
		t.Errorf("the spans that have ended: %v", r.tree())
	}
}

func TestAPanicBesideAnotherAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		var tries atomic.Int32
		s := r.store(fake(func(ctx context.Context) (string, error) {
			if tries.Add(1) == 1 {
				time.Sleep(150 * ms)
				panic("inner")
			}
			<-ctx.Done()
			time.Sleep(10 * ms)
			return "", ctx.Err()
		}))
		leave(func() { _, _ = s.Search(t.Context(), "g") })
		time.Sleep(time.Second)
		synctest.Wait()
		r.checkSpans(t, `
Store.Search 150ms reason=panicked retried=false error.type=aborted !aborted by a panic or a runtime.Goexit
  Store.Search attempt 150ms attempt.type=original outcome=aborted error.type=aborted !aborted by a panic or a runtime.Goexit
    * exception exception.type=string exception.message=inner exception.stacktrace=…
  Store.Search attempt 60ms resend_count=1 attempt.type=hedge
`)
		r.checkMetrics(t,
			"backoff.calls{method=Store.Search outcome=aborted reason=panicked retried=false error.type=aborted} 1 {call}",
			"backoff.attempts{attempt.type=original method=Store.Search outcome=aborted error.type=aborted} 1 {attempt}",
			"backoff.retries{method=Store.Search} 1 {retry}",
		)
	})
}

func TestALatePanicHasASpanOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		var tries atomic.Int32
		s := r.store(fake(func(ctx context.Context) (string, error) {
			if tries.Add(1) > 1 {
				return "gopher", nil
			}
			<-ctx.Done()
			time.Sleep(10 * ms)
			panic("late")
		}))
		if _, err := s.Search(t.Context(), "g"); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		r.checkSpans(t, `
Store.Search 100ms attempts=2 reason=succeeded retried=false
  Store.Search attempt 100ms attempt.type=original outcome=cut_short
    Store.Search late panic 0s error.type=aborted !aborted by a panic or a runtime.Goexit
      * exception exception.type=string exception.message=late exception.stacktrace=…
  Store.Search attempt 0s resend_count=1 attempt.type=hedge outcome=succeeded
`)
	})
}

func TestTheDecoratorIsNotStale(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", ".")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", cmd, err, output)
	}
}
