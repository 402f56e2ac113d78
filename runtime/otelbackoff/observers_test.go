package otelbackoff_test

import (
	"testing"
	"testing/synctest"

	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// Each of two observers has spans of its own, and the later one's belong to the earlier one's.
func TestTwoObservers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		again := backoff.WithObserver(otelbackoff.New(otelbackoff.WithTracerProvider(r.tracers)))
		outer := backoff.WithObserver(otelbackoff.New(otelbackoff.WithTracerProvider(r.tracers), otelbackoff.WithAttemptEvents()))
		if err := NewRetryingStore(steps(nil), outer, again).Save(t.Context(), "gopher"); err != nil {
			t.Error(err)
		}
		r.checkSpans(t, `
Store.Save 10ms attempts=1 reason=succeeded retried=false
  * backoff.attempt outcome=succeeded attempt.type=original attempt.duration=0.01
  Store.Save 10ms attempts=1 reason=succeeded retried=false
    Store.Save attempt 10ms attempt.type=original outcome=succeeded
`)
	})
}

// An observer that someone else wraps is not asked for contexts, and does no more than count.
func TestAnObserverWithinAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		o := otelbackoff.New(otelbackoff.WithTracerProvider(r.tracers), otelbackoff.WithMeterProvider(r.meters))
		s := NewRetryingStore(steps(nil), backoff.WithObserver(backoff.ObserverFunc(o.Observe)))
		ctx, span := r.tracers.Tracer("test").Start(t.Context(), "caller")
		if err := s.Save(ctx, "gopher"); err != nil {
			t.Error(err)
		}
		if trace.SpanFromContext(ctx) != span || !span.IsRecording() {
			t.Error("the caller's span has ended")
		}
		span.End()
		r.checkSpans(t, "caller 10ms")
		r.checkMetrics(t,
			"backoff.calls{method=Store.Save outcome=succeeded reason=succeeded retried=false} 1 {call}",
			"backoff.call.duration{method=Store.Save} 1 in 0.010 s",
			"backoff.attempts{attempt.type=original method=Store.Save outcome=succeeded} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=original method=Store.Save outcome=succeeded} 1 in 0.010 s",
		)
	})
}
