package otelbackoff_test

import (
	"context"
	"fmt"

	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

var stores = backoff.Must(backoff.NewThrottle(10, 0.1))

func ExampleObserveBudget() {
	reader := sdkmetric.NewManualReader() // a program has an exporter here
	meters := sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader))
	if _, err := otelbackoff.ObserveBudget("stores", stores, otelbackoff.WithMeterProvider(meters)); err != nil {
		fmt.Println(err)
	}

	store := NewRetryingStore(steps(errBusy), backoff.WithBudget(stores))
	fmt.Println(store.Save(context.Background(), "gopher"))

	var all metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &all); err != nil {
		fmt.Println(err)
	}
	for _, m := range all.ScopeMetrics[0].Metrics {
		fmt.Println(m.Name, m.Data.(metricdata.Gauge[float64]).DataPoints[0].Value)
	}
	// Output:
	// busy
	// backoff.budget.left 1
}
