package otelbackoff

import (
	"context"
	"errors"
	"fmt"
	"time"

	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// errAborted is what spans say that a panic or a runtime.Goexit has cut short.
var errAborted = errors.New("aborted by a panic or a runtime.Goexit")

// CallAborted ends the spans of a call that was left in the middle of an attempt.
func (o *observer) CallAborted(ctx context.Context, method string) {
	s := o.spans(ctx)
	if why := s.call.running; why != "" && !s.call.panicked.Load() { // else its end has been told
		o.attemptAborted(ctx, s, series{method: method, attemptType: why}, s.call.try, time.Since(s.call.began))
	}
	reason := string(backoff.ReasonPanicked)
	s.call.SetAttributes(reasonKey.String(reason), retriedKey.Bool(s.call.retried), semconv.ErrorTypeKey.String(aborted))
	o.add(ctx, o.calls, series{method: method, outcome: aborted, reason: reason, failed: aborted, retried: retriedIf(s.call.retried)})
	end(s.call, errAborted)
}

func (o *observer) attemptAborted(ctx context.Context, s spans, of series, try int, took time.Duration) {
	of.outcome, of.failed = aborted, aborted
	s.endAttempt(of, try, took, errAborted)
	o.add(ctx, o.attempts, of)
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
	o.attemptAborted(ctx, s, series{method: e.Method, attemptType: attemptType(e)}, e.Try, e.Elapsed)
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
