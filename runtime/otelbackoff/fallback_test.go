package otelbackoff_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"go.opentelemetry.io/otel/codes"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// The span of a call ends as the call does for its caller: without an error where a fallback has saved it, and with the
// fallback's own where that has failed.
func TestTheSpanOfACallWithAFallback(t *testing.T) {
	errEmpty := errors.New("nothing cached")
	for _, saved := range []error{nil, errEmpty} {
		synctest.Test(t, func(t *testing.T) {
			r := newRecorder()
			o := otelbackoff.New(otelbackoff.WithTracerProvider(r.tracers), otelbackoff.WithMeterProvider(r.meters))
			m := decorate.New("Store", r, backoff.WithObserver(o)).Method("Fetch",
				backoff.Policy{MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}}, decorate.HasFallback)
			call := m.Call()
			for call.Attempt(t.Context()); call.Retry(t.Context(), errBusy); call.Attempt(t.Context()) {
			}
			if !call.Failed() {
				t.Fatal("the fallback is not asked")
			}
			call.FellBack(t.Context(), saved)
			found := false
			for _, span := range r.spans.GetSpans() {
				if span.Name != "Store.Fetch" {
					continue
				}
				found = true
				if failed := span.Status.Code == codes.Error; failed != (saved != nil) || failed && span.Status.Description != errEmpty.Error() {
					t.Errorf("the fallback returned %v, and the span ended with %+v", saved, span.Status)
				}
			}
			if !found {
				t.Error("the call has no span")
			}
			result := "outcome=succeeded reason=max_tries retried=true"
			if saved != nil {
				result = "outcome=failed reason=max_tries retried=true error.type=*errors.errorString"
			}
			r.checkMetricsOf(t, "backoff.calls", "backoff.calls{method=Store.Fetch "+result+"} 1 {call}")
			r.checkMetricsOf(t, "backoff.saved") // the fallback did it, and no retry
		})
	}
}
