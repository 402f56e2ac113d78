package otelbackoff_test

import (
	"errors"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// The gauge shows what each budget has left at the moment of collection, until it is unregistered.
func TestObserveBudget(t *testing.T) {
	r := newRecorder()
	meters := otelbackoff.WithMeterProvider(r.meters)
	throttle := backoff.Must(backoff.NewThrottle(10, 0.1))
	registered, err := otelbackoff.ObserveBudget("store", throttle, meters)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := otelbackoff.ObserveBudget("search", backoff.Must(backoff.NewRetryRatio(0.1, 1)), nil, meters); err != nil {
		t.Fatal(err)
	}
	search := "backoff.budget.left{budget=search} 10 {retry}"
	r.checkMetrics(t, "backoff.budget.left{budget=store} 4 {retry}", search)
	throttle.Failed()
	r.checkMetrics(t, "backoff.budget.left{budget=store} 3 {retry}", search)
	if err := registered.Unregister(); err != nil {
		t.Error(err)
	}
	r.checkMetrics(t, search)
}

// A budget that cannot tell, or a meter that makes no gauge, is an error.
func TestABudgetThatCannotBeObserved(t *testing.T) {
	var silent struct{ backoff.RetryBudget }
	if _, err := otelbackoff.ObserveBudget("store", silent); err == nil || !strings.Contains(err.Error(), "the budget store cannot tell what is left") {
		t.Errorf("got %v", err)
	}
	budget := backoff.Must(backoff.NewThrottle(10, 0.1))
	if _, err := otelbackoff.ObserveBudget("store", budget, otelbackoff.WithMeterProvider(gaugeless{})); !errors.Is(err, errNoGauge) {
		t.Errorf("got %v", err)
	}
}

var errNoGauge = errors.New("no gauges")

type gaugeless struct{ noop.MeterProvider }

func (gaugeless) Meter(string, ...metric.MeterOption) metric.Meter { return gaugelessMeter{} }

type gaugelessMeter struct{ noop.Meter }

func (gaugelessMeter) Float64ObservableGauge(string, ...metric.Float64ObservableGaugeOption) (metric.Float64ObservableGauge, error) {
	return noop.Float64ObservableGauge{}, errNoGauge
}
