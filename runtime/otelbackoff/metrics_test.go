package otelbackoff_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

func TestMetrics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRecorder()
		s := r.store(steps(errBusy, errBusy, nil, errors.New("gone"), errBusy))
		for range 2 {
			_, _ = s.Fetch(t.Context(), "7") // succeeds at the third attempt; is gone
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*ms)
		defer cancel()
		_, _ = s.Fetch(ctx, "7")           // the pause does not fit
		_ = s.Save(t.Context(), "gopher")  // three tries
		_, _ = s.Version()                 // three tries
		_, _ = s.Search(t.Context(), "go") // two tries
		r.checkMetrics(t,
			"backoff.calls{method=Store.Fetch outcome=succeeded reason=succeeded retried=true} 1 {call}",
			"backoff.calls{method=Store.Fetch outcome=failed reason=not_retryable retried=false error.type=*errors.errorString} 1 {call}",
			"backoff.calls{method=Store.Fetch outcome=failed reason=deadline retried=false error.type=deadline} 1 {call}",
			"backoff.calls{method=Store.Save outcome=failed reason=max_tries retried=true error.type=*errors.errorString} 1 {call}",
			"backoff.calls{method=Store.Search outcome=failed reason=max_tries retried=true error.type=*errors.errorString} 1 {call}",
			"backoff.calls{method=Store.Version outcome=failed reason=max_tries retried=true error.type=*errors.errorString} 1 {call}",
			"backoff.call.duration{method=Store.Fetch} 1 in 0.230 s",
			"backoff.call.duration{method=Store.Fetch error.type=*errors.errorString} 1 in 0.010 s",
			"backoff.call.duration{method=Store.Fetch error.type=deadline} 1 in 0.010 s",
			"backoff.call.duration{method=Store.Save error.type=*errors.errorString} 1 in 0.030 s",
			"backoff.call.duration{method=Store.Search error.type=*errors.errorString} 1 in 0.020 s",
			"backoff.call.duration{method=Store.Version error.type=*errors.errorString} 1 in 0.030 s",
			"backoff.attempts{attempt.type=original method=Store.Fetch outcome=not_retryable error.type=*errors.errorString} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=original method=Store.Fetch outcome=not_retryable error.type=*errors.errorString} 1 in 0.010 s",
			"backoff.attempts{attempt.type=original method=Store.Fetch outcome=retryable error.type=*errors.errorString} 2 {attempt}",
			"backoff.attempt.duration{attempt.type=original method=Store.Fetch outcome=retryable error.type=*errors.errorString} 2 in 0.020 s",
			"backoff.attempts{attempt.type=retry method=Store.Fetch outcome=retryable error.type=*errors.errorString} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=retry method=Store.Fetch outcome=retryable error.type=*errors.errorString} 1 in 0.010 s",
			"backoff.attempts{attempt.type=retry method=Store.Fetch outcome=succeeded} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=retry method=Store.Fetch outcome=succeeded} 1 in 0.010 s",
			"backoff.attempts{attempt.type=original method=Store.Save outcome=retryable error.type=*errors.errorString} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=original method=Store.Save outcome=retryable error.type=*errors.errorString} 1 in 0.010 s",
			"backoff.attempts{attempt.type=retry method=Store.Save outcome=retryable error.type=*errors.errorString} 2 {attempt}",
			"backoff.attempt.duration{attempt.type=retry method=Store.Save outcome=retryable error.type=*errors.errorString} 2 in 0.020 s",
			"backoff.attempts{attempt.type=original method=Store.Search outcome=retryable error.type=*errors.errorString} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=original method=Store.Search outcome=retryable error.type=*errors.errorString} 1 in 0.010 s",
			"backoff.attempts{attempt.type=retry method=Store.Search outcome=retryable error.type=*errors.errorString} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=retry method=Store.Search outcome=retryable error.type=*errors.errorString} 1 in 0.010 s",
			"backoff.attempts{attempt.type=original method=Store.Version outcome=retryable error.type=*errors.errorString} 1 {attempt}",
			"backoff.attempt.duration{attempt.type=original method=Store.Version outcome=retryable error.type=*errors.errorString} 1 in 0.010 s",
			"backoff.attempts{attempt.type=retry method=Store.Version outcome=retryable error.type=*errors.errorString} 2 {attempt}",
			"backoff.attempt.duration{attempt.type=retry method=Store.Version outcome=retryable error.type=*errors.errorString} 2 in 0.020 s",
			"backoff.pause.duration{method=Store.Fetch} 2 in 0.200 s",
			"backoff.pause.duration{method=Store.Save} 2 in 0.000 s",
			"backoff.pause.duration{method=Store.Search} 1 in 0.000 s",
			"backoff.pause.duration{method=Store.Version} 2 in 0.000 s",
			"backoff.saved{method=Store.Fetch} 1 {call}",
			"backoff.retries{method=Store.Fetch} 2 {retry}",
			"backoff.retries{method=Store.Save} 2 {retry}",
			"backoff.retries{method=Store.Search} 1 {retry}",
			"backoff.retries{method=Store.Version} 2 {retry}",
			"backoff.stops{method=Store.Fetch reason=deadline} 1 {call}",
		)
	})
}

// A quotaError says itself of what type it is, as the semantic conventions' package lets errors do.
type quotaError struct{}

func (quotaError) Error() string     { return "quota" }
func (quotaError) ErrorType() string { return "quota_exceeded" }

func TestErrorTypes(t *testing.T) {
	for want, err := range map[string]error{
		"quota_exceeded":                fmt.Errorf("fetch: %w", quotaError{}),
		"*errors.errorString":           errBusy,
		"context.deadlineExceededError": context.DeadlineExceeded,
		"canceled":                      &backoff.Error{Reason: backoff.ReasonCanceled, Last: errBusy},
		"deadline":                      fmt.Errorf("fetch: %w", &backoff.Error{Reason: backoff.ReasonDeadline, Last: backoff.ErrAttemptTimeout}),
		"timeout":                       errors.Join(errBusy, backoff.ErrAttemptTimeout),
	} {
		r := newRecorder()
		o := otelbackoff.New(otelbackoff.WithMeterProvider(r.meters), otelbackoff.WithTracerProvider(r.tracers))
		o.Observe(t.Context(), backoff.Event{
			Kind: backoff.EventCallEnded, Method: "Store.Fetch", Elapsed: time.Second, Err: err, Reason: backoff.ReasonMaxTries,
		})
		r.checkMetrics(t,
			"backoff.calls{method=Store.Fetch outcome=failed reason=max_tries retried=false error.type="+want+"} 1 {call}",
			"backoff.call.duration{method=Store.Fetch error.type="+want+"} 1 in 1.000 s",
		)
	}
}

// failing makes no instruments.
type failing struct{ noop.MeterProvider }

func (failing) Meter(string, ...metric.MeterOption) metric.Meter { return failingMeter{} }

type failingMeter struct{ noop.Meter }

func (failingMeter) Int64Counter(string, ...metric.Int64CounterOption) (metric.Int64Counter, error) {
	return noop.Int64Counter{}, errors.New("no counters")
}

func TestMetricsThatCannotBeMadeAreLeftOut(t *testing.T) {
	r := newRecorder()
	s := r.store(steps(nil), otelbackoff.WithMeterProvider(failing{}), otelbackoff.WithMeterProvider(nil), otelbackoff.WithTracerProvider(nil))
	if err := s.Save(t.Context(), "gopher"); err != nil {
		t.Error(err)
	}
}

// Without options there is nothing to see until the program sets the global providers, and nothing to go wrong.
func TestWithoutOptionsItGoesByTheGlobalProviders(t *testing.T) {
	s := NewRetryingStore(fake(func(ctx context.Context) (string, error) {
		if trace.SpanFromContext(ctx).IsRecording() {
			return "", errors.New("a span that no one asked for")
		}
		return "gopher", nil
	}), backoff.WithObserver(otelbackoff.New()))
	if err := s.Save(t.Context(), "gopher"); err != nil {
		t.Error(err)
	}
}
