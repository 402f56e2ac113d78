package otelbackoff_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// A call that was stopped counts as one whatever map_error has made of its error, and one that only returns the error of a stop further in
// does not.
func TestStopsAreCountedWhereTheCallWasStopped(t *testing.T) {
	inner := &backoff.Error{Method: "Store.Fetch", Reason: backoff.ReasonDeadline, Last: errBusy}
	for name, test := range map[string]struct {
		deadline time.Duration // of the caller
		err      error
		mapError func(error) error
		want     []string
	}{
		"stopped": {time.Hour, errBusy, nil, []string{"backoff.stops{method=Store.Fetch reason=deadline} 1 {call}"}},
		"mapped":  {time.Hour, errBusy, backoff.LastError, []string{"backoff.stops{method=Store.Fetch reason=deadline} 1 {call}"}},
		"inner":   {ms, inner, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRecorder()
				o := otelbackoff.New(otelbackoff.WithTracerProvider(r.tracers), otelbackoff.WithMeterProvider(r.meters))
				m := decorate.New("Store", r, backoff.WithObserver(o)).Method("Fetch",
					backoff.Policy{Deadline: time.Second, Pause: 2 * time.Second, Errors: []backoff.Matcher{backoff.Any}})
				ctx, cancel := context.WithTimeout(t.Context(), test.deadline)
				defer cancel()
				call := m.Call()
				call.Attempt(ctx)
				time.Sleep(10 * ms)
				call.Ask(decorate.Questions{MapError: test.mapError})
				if call.Retry(ctx, test.err) || !errors.Is(call.Err(), errBusy) {
					t.Errorf("the call ends with %v", call.Err())
				}
				r.checkMetricsOf(t, "backoff.stops", test.want...)
			})
		})
	}
}
