package otelbackoff_test

import (
	"context"
	"testing"

	"go.opentelemetry.io/otel/metric/noop"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// BenchmarkObserver measures a call that succeeds at once: spans that are recorded, spans that are not sampled, and an
// observer that does nothing, for comparison.
func BenchmarkObserver(b *testing.B) {
	succeed := fake(func(context.Context) (string, error) { return "gopher", nil })
	none := otelbackoff.WithMeterProvider(noop.NewMeterProvider())
	for name, o := range map[string]backoff.Observer{
		"recorded": otelbackoff.New(none, otelbackoff.WithTracerProvider(sdktrace.NewTracerProvider())),
		"dropped": otelbackoff.New(none, otelbackoff.WithTracerProvider(
			sdktrace.NewTracerProvider(sdktrace.WithSampler(sdktrace.NeverSample())))),
		"nothing": backoff.ObserverFunc(func(context.Context, backoff.Event) {}),
	} {
		b.Run(name, func(b *testing.B) {
			store := NewRetryingStore(succeed, backoff.WithObserver(o))
			b.ReportAllocs()
			for b.Loop() {
				if err := store.Save(b.Context(), "gopher"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
