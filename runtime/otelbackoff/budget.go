package otelbackoff

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/metric"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// ObserveBudget has the gauge backoff.budget.left show how many retries b would grant, under that name, whenever metrics are
// collected and until the registration is unregistered. The budgets of package backoff can tell; for one that has no method
// Left() float64 the result is an error. Of the options [WithMeterProvider] counts. Several budgets have several names.
func ObserveBudget(name string, b backoff.RetryBudget, opts ...Option) (metric.Registration, error) {
	budget, ok := b.(interface{ Left() float64 })
	if !ok {
		return nil, fmt.Errorf("otelbackoff: the budget %s cannot tell what is left: %T has no method Left() float64", name, b)
	}
	meter := configure(opts).meters.Meter(scope)
	left, err := meter.Float64ObservableGauge("backoff.budget.left", metric.WithUnit("{retry}"),
		metric.WithDescription("Retries that a budget would grant now."))
	if err != nil {
		return nil, fmt.Errorf("otelbackoff: %w", err)
	}
	attrs := metric.WithAttributes(budgetKey.String(name))
	return meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		o.ObserveFloat64(left, budget.Left(), attrs)
		return nil
	}, left)
}
