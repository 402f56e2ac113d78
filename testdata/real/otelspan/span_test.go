package otelspan

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	apitrace "go.opentelemetry.io/otel/trace"
)

// span sends a real span, at the third attempt.
type span struct {
	trace.ReadOnlySpan
	attempts int
}

func (s *span) Send(context.Context) error {
	if s.attempts++; s.attempts < 3 {
		return errors.New("the collector is away")
	}
	return nil
}

func TestASpanIsSentAgain(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	provider := trace.NewTracerProvider(trace.WithSpanProcessor(recorder))
	_, started := provider.Tracer("test").Start(t.Context(), "work", apitrace.WithSpanKind(apitrace.SpanKindClient))
	started.End()
	if err := provider.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		inner := &span{ReadOnlySpan: recorder.Ended()[0]}
		decorated := NewRetryingExported(inner)
		begin := time.Now()
		if err := decorated.Send(t.Context()); err != nil || inner.attempts != 3 || time.Since(begin) != 2*time.Second {
			t.Errorf("error is %v after %d attempts in %v, want none after 3 in 2s", err, inner.attempts, time.Since(begin))
		}
		var readOnly trace.ReadOnlySpan = decorated // its unexported method included
		if readOnly.Name() != "work" || readOnly.SpanKind() != apitrace.SpanKindClient {
			t.Errorf("the span is called %q, of kind %v", readOnly.Name(), readOnly.SpanKind())
		}
	})
}
