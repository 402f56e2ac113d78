package otelbackoff_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// TestSpans holds the spans of every kind of call to their places, times and attributes.
func TestSpans(t *testing.T) {
	errGone := errors.New("gone")
	heed := func(ctx context.Context) (string, error) {
		<-ctx.Done()
		return "", fmt.Errorf("fetch: %w", ctx.Err())
	}
	fetch := func(ctx context.Context, s Store) error { _, err := s.Fetch(ctx, "7"); return err }
	for _, test := range []struct {
		name  string
		inner fake
		call  func(ctx context.Context, s Store) error
		want  string
	}{
		{"success", steps(nil), fetch, `
Store.Fetch 10ms attempts=1 reason=succeeded retried=false
  Store.Fetch attempt 10ms attempt.type=original outcome=succeeded
`},
		{"success of the third attempt", steps(errBusy, errBusy, nil), fetch, `
Store.Fetch 230ms attempts=3 reason=succeeded retried=true
  * backoff.pause pause.duration=0.1
  * backoff.pause pause.duration=0.1
  Store.Fetch attempt 10ms attempt.type=original outcome=retryable error.type=*errors.errorString !busy
  Store.Fetch attempt 10ms resend_count=1 attempt.type=retry outcome=retryable error.type=*errors.errorString !busy
  Store.Fetch attempt 10ms resend_count=2 attempt.type=retry outcome=succeeded
`},
		{"not retryable", steps(errGone), fetch, `
Store.Fetch 10ms attempts=1 reason=not_retryable retried=false error.type=*errors.errorString !gone
  Store.Fetch attempt 10ms attempt.type=original outcome=not_retryable error.type=*errors.errorString !gone
`},
		{"timeouts, until tries are used up", heed, fetch, `
Store.Fetch 3.2s attempts=3 reason=max_tries retried=true error.type=timeout !backoff: attempt timeout exceeded: fetch: context deadline exceeded
  * backoff.pause pause.duration=0.1
  * backoff.pause pause.duration=0.1
  Store.Fetch attempt 1s attempt.type=original outcome=retryable error.type=timeout !backoff: attempt timeout exceeded: fetch: context deadline exceeded
  Store.Fetch attempt 1s resend_count=1 attempt.type=retry outcome=retryable error.type=timeout !backoff: attempt timeout exceeded: fetch: context deadline exceeded
  Store.Fetch attempt 1s resend_count=2 attempt.type=retry outcome=retryable error.type=timeout !backoff: attempt timeout exceeded: fetch: context deadline exceeded
`},
		{"cancelled in a pause", steps(errBusy), func(ctx context.Context, s Store) error {
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			time.AfterFunc(50*ms, cancel)
			return fetch(ctx, s)
		}, `
Store.Fetch 50ms attempts=1 reason=canceled retried=false error.type=canceled !Store.Fetch: stopped after 1 attempt in 50ms: context canceled; last error: busy
  * backoff.pause pause.duration=0.1
  Store.Fetch attempt 10ms attempt.type=original outcome=retryable error.type=*errors.errorString !busy
`},
		{"without limits", steps(errBusy, nil), func(ctx context.Context, s Store) error { return s.Save(ctx, "gopher") }, `
Store.Save 20ms attempts=2 reason=succeeded retried=true
  * backoff.pause pause.duration=0
  Store.Save attempt 10ms attempt.type=original outcome=retryable error.type=*errors.errorString !busy
  Store.Save attempt 10ms resend_count=1 attempt.type=retry outcome=succeeded
`},
		{"without a context", steps(nil), func(_ context.Context, s Store) error { _, err := s.Version(); return err }, `
Store.Version 10ms attempts=1 reason=succeeded retried=false
  Store.Version attempt 10ms attempt.type=original outcome=succeeded
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRecorder()
				_ = test.call(t.Context(), r.store(test.inner)) // its error is in the spans
				r.checkSpans(t, test.want)
			})
		})
	}
}

func TestTheCalleesSpansBelongToTheirAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		tracer := r.tracers.Tracer("test")
		tries := 0
		s := r.store(fake(func(ctx context.Context) (string, error) {
			_, span := tracer.Start(ctx, fmt.Sprintf("GET %d", tries))
			defer span.End()
			if tries++; tries == 1 {
				return "", errBusy
			}
			return "gopher", nil
		}))
		ctx, caller := tracer.Start(t.Context(), "caller")
		for _, fetch := range []func() error{
			func() error { _, err := s.Fetch(ctx, "7"); return err },
			func() error { return s.Save(ctx, "gopher") },
		} {
			if err := fetch(); err != nil {
				t.Error(err)
			}
		}
		caller.End()
		r.checkSpans(t, `
caller 100ms
  Store.Fetch 100ms attempts=2 reason=succeeded retried=true
    * backoff.pause pause.duration=0.1
    Store.Fetch attempt 0s attempt.type=original outcome=retryable error.type=*errors.errorString !busy
      GET 0 0s
    Store.Fetch attempt 0s resend_count=1 attempt.type=retry outcome=succeeded
      GET 1 0s
  Store.Save 0s attempts=1 reason=succeeded retried=false
    Store.Save attempt 0s attempt.type=original outcome=succeeded
      GET 2 0s
`)
	})
}

func TestAttemptEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		tracer := r.tracers.Tracer("test")
		inner := steps(errBusy, nil)
		s := r.store(fake(func(ctx context.Context) (string, error) {
			_, span := tracer.Start(ctx, "GET")
			defer span.End()
			return inner(ctx)
		}), otelbackoff.WithAttemptEvents())
		if _, err := s.Fetch(t.Context(), "7"); err != nil {
			t.Error(err)
		}
		r.checkSpans(t, `
Store.Fetch 120ms attempts=2 reason=succeeded retried=true
  * backoff.attempt outcome=retryable error.type=*errors.errorString attempt.type=original attempt.duration=0.01
  * backoff.pause pause.duration=0.1
  * backoff.attempt outcome=succeeded attempt.type=retry attempt.duration=0.01 resend_count=1
  GET 10ms
  GET 10ms
`)
	})
}

// A hedge that was not needed is no failure.
func TestSpansOfAHedgedCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		s := r.store(fake(func(ctx context.Context) (string, error) {
			select {
			case <-ctx.Done():
				return "", ctx.Err()
			case <-time.After(150 * ms):
				return "gopher", nil
			}
		}))
		if _, err := s.Search(t.Context(), "g"); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		r.checkSpans(t, `
Store.Search 150ms attempts=2 reason=succeeded retried=false
  Store.Search attempt 150ms attempt.type=original outcome=succeeded
  Store.Search attempt 50ms resend_count=1 attempt.type=hedge outcome=cut_short
`)
	})
}
