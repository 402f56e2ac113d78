package otelbackoff_test

import (
	"cmp"
	"context"
	"fmt"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

func ExampleNew() {
	spans := tracetest.NewInMemoryExporter() // a program has an OTLP exporter here
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(spans))

	store := NewRetryingStore(steps(errBusy, nil), backoff.WithObserver(otelbackoff.New(otelbackoff.WithTracerProvider(provider))))
	if err := store.Save(context.Background(), "gopher"); err != nil {
		fmt.Println(err)
	}
	for _, span := range spans.GetSpans() {
		fmt.Printf("%s: %s\n", span.Name, cmp.Or(span.Status.Description, "fine"))
	}
	// Output:
	// Store.Save attempt: busy
	// Store.Save attempt: fine
	// Store.Save: fine
}
