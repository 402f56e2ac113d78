package otelbackoff

import (
	"context"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// A spansKey is that of an observer's spans in a context. Another observer has its own, and may have put a span of its
// own into the same context.
type spansKey struct{ *observer }

// spans are those that an observer has begun in a context. That of the attempt is nil where there is none.
type spans struct {
	call    *callSpan
	attempt trace.Span
}

// A callSpan is the span of a call.
type callSpan struct {
	trace.Span
	panicked atomic.Bool // one of its attempts has
	running  string      // the type of the attempt that began last; empty once one has ended since
	try      int         // its number
	began    time.Time   // when it did, where attempts have no spans
	retried  bool        // one of them began because another one had failed
}

// spans returns those in ctx; such as do nothing when the observer was not asked for a context.
func (o *observer) spans(ctx context.Context) spans {
	if s, ok := ctx.Value(spansKey{o}).(spans); ok {
		return s
	}
	return spans{call: &callSpan{Span: trace.SpanFromContext(context.Background())}}
}

// A method is what the spans of a method have in common.
type method struct {
	attempt string // the name of an attempt's
	options []trace.SpanStartOption
}

func methodOf(name string) method {
	return method{name + " attempt", []trace.SpanStartOption{trace.WithAttributes(methodKey.String(name))}}
}

// end ends a span with err, which may be nil.
func end(span trace.Span, err error) {
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	span.End()
}
