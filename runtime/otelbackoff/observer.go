package otelbackoff

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// An observer makes spans and records metrics. It finds the spans again in the contexts that it is given.
type observer struct {
	tracer trace.Tracer
	events bool // and no spans of attempts
	instruments
}

var _ backoff.ContextObserver = (*observer)(nil)

// CallContext begins the span of a call.
func (o *observer) CallContext(ctx context.Context, method string) context.Context {
	ctx, span := o.tracer.Start(ctx, method, trace.WithAttributes(methodKey.String(method)))
	return context.WithValue(ctx, spansKey{o}, spans{call: &callSpan{Span: span}})
}

// AttemptContext begins the span of an attempt.
func (o *observer) AttemptContext(ctx context.Context, method string, try int) context.Context {
	if o.events {
		return ctx
	}
	s := o.spans(ctx)
	attrs := append(make([]attribute.KeyValue, 0, 2), methodKey.String(method))
	if try > 1 {
		attrs = append(attrs, resendCountKey.Int(try-1))
	}
	ctx, s.attempt = o.tracer.Start(ctx, method+" attempt", trace.WithAttributes(attrs...))
	return context.WithValue(ctx, spansKey{o}, s)
}

// Observe counts e, and ends the span that ends with it.
func (o *observer) Observe(ctx context.Context, e backoff.Event) {
	switch e.Kind {
	case backoff.EventAttemptStarted:
		o.attemptStarted(ctx, e)
	case backoff.EventAttemptEnded:
		o.attemptEnded(ctx, e)
	case backoff.EventAttemptPanicked:
		o.attemptPanicked(ctx, e)
	case backoff.EventLateReturned:
		o.late(ctx, e)
	case backoff.EventPauseStarted:
		o.spans(ctx).call.AddEvent("backoff.pause", trace.WithAttributes(pauseKey.Float64(e.Pause.Seconds())))
		record(ctx, o.pauseDuration, e.Pause, methodKey.String(e.Method))
	case backoff.EventCallEnded:
		o.callEnded(ctx, e)
	}
}

func (o *observer) attemptStarted(ctx context.Context, e backoff.Event) {
	s, why := o.spans(ctx), attemptType(e)
	s.call.running, s.call.retried = why, s.call.retried || e.Try > 1 && !e.Hedge
	if s.attempt != nil {
		s.attempt.SetAttributes(why)
	}
	if e.Try > 1 {
		add(ctx, o.retries, methodKey.String(e.Method))
	}
}

func (o *observer) attemptEnded(ctx context.Context, e backoff.Event) {
	attrs, err := []attribute.KeyValue{outcome(e.Outcome)}, e.Err
	if errors.Is(err, backoff.ErrHedgeLost) {
		err = nil // another one was faster: nothing is wrong with that
	}
	if err != nil {
		attrs = append(attrs, errorType(err))
	}
	s := o.spans(ctx)
	if s.attempt != nil {
		s.attempt.SetAttributes(attrs...)
		end(s.attempt, err)
	} else {
		event := append(attrs[:len(attrs):len(attrs)], attemptType(e), attemptDurationKey.Float64(e.Elapsed.Seconds()))
		if e.Try > 1 {
			event = append(event, resendCountKey.Int(e.Try-1))
		}
		s.call.AddEvent("backoff.attempt", trace.WithAttributes(event...))
	}
	attrs = append(attrs, methodKey.String(e.Method), attemptType(e))
	add(ctx, o.attempts, attrs...)
	record(ctx, o.attemptDuration, e.Elapsed, attrs...)
}

func (o *observer) callEnded(ctx context.Context, e backoff.Event) {
	call, method := o.spans(ctx).call, methodKey.String(e.Method)
	reason := reasonKey.String(string(e.Reason))
	ended, timed := []attribute.KeyValue{reason, retriedKey.Bool(e.Retried)}, []attribute.KeyValue{method}
	if e.Err != nil {
		failed := errorType(e.Err)
		ended, timed = append(ended, failed), append(timed, failed)
	}
	call.SetAttributes(append([]attribute.KeyValue{attemptsKey.Int(e.Try)}, ended...)...)
	add(ctx, o.calls, append(ended, callOutcome(e.Err), method)...)
	record(ctx, o.callDuration, e.Elapsed, timed...)
	if e.Reason == backoff.ReasonSucceeded && e.Retried {
		add(ctx, o.saved, method)
	}
	if e.Stopped() {
		add(ctx, o.stops, method, reason)
	}
	end(call, e.Err)
}
