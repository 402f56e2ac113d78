package otelbackoff

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// errAborted is what spans say that a panic or a runtime.Goexit has cut short.
var errAborted = errors.New("aborted by a panic or a runtime.Goexit")

// whyAborted are the attributes of such an attempt.
var whyAborted = []attribute.KeyValue{outcomeKey.String(aborted), semconv.ErrorTypeKey.String(aborted)}

// CallAborted ends the spans of a call that was left in the middle of an attempt.
func (o *observer) CallAborted(ctx context.Context, method string) {
	s := o.spans(ctx)
	if !s.call.panicked.Load() { // else its end has been told
		o.attemptAborted(ctx, s, method, s.call.running)
	}
	reason := string(backoff.ReasonPanicked)
	s.call.SetAttributes(reasonKey.String(reason), retriedKey.Bool(s.call.retried), semconv.ErrorTypeKey.String(aborted))
	o.add(ctx, o.calls, series{method: method, outcome: aborted, reason: reason, failed: aborted, retried: retriedIf(s.call.retried)})
	end(s.call, errAborted)
}

func (o *observer) attemptAborted(ctx context.Context, s spans, method, why string) {
	if s.attempt != nil {
		s.attempt.SetAttributes(whyAborted...)
		end(s.attempt, errAborted)
	} else {
		s.call.AddEvent("backoff.attempt", trace.WithAttributes(whyAborted...))
	}
	o.add(ctx, o.attempts, series{method: method, attemptType: why, outcome: aborted, failed: aborted})
}

// attemptPanicked ends the span of an attempt whose panic is known. CallAborted follows.
func (o *observer) attemptPanicked(ctx context.Context, e backoff.Event) {
	s := o.spans(ctx)
	s.call.panicked.Store(true)
	if span := s.attempt; e.Panic != nil && span != nil {
		span.AddEvent(exception(e))
	} else if e.Panic != nil {
		s.call.AddEvent(exception(e))
	}
	o.attemptAborted(ctx, s, e.Method, attemptType(e))
}

// late ends the span of an attempt that still ran when another one's panic ended the call; any other has ended before. A
// late panic has no open span to appear in, and gets one of its own, below that of its attempt.
func (o *observer) late(ctx context.Context, e backoff.Event) {
	s := o.spans(ctx)
	if s.attempt != nil && s.call.panicked.Load() {
		s.attempt.End()
	}
	if e.Panic == nil {
		return
	}
	_, span := o.tracer.Start(ctx, e.Method+" late panic", trace.WithAttributes(
		methodKey.String(e.Method), semconv.ErrorTypeKey.String(aborted)))
	span.AddEvent(exception(e))
	end(span, errAborted)
}

// exception returns the event by which a panic is recorded.
func exception(e backoff.Event) (string, trace.EventOption) {
	return semconv.ExceptionEventName, trace.WithAttributes(
		semconv.ExceptionType(fmt.Sprintf("%T", e.Panic)),
		semconv.ExceptionMessage(fmt.Sprint(e.Panic)),
		semconv.ExceptionStacktrace(e.Stack),
	)
}
