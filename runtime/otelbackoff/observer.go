package otelbackoff

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// An observer makes spans and records metrics. It finds the spans again in the contexts that it is given.
type observer struct {
	tracer  trace.Tracer
	events  bool // and no spans of attempts
	series  keeper[series, options]
	methods keeper[string, method]
	instruments
}

var _ backoff.ContextObserver = (*observer)(nil)

// CallContext begins the span of a call.
func (o *observer) CallContext(ctx context.Context, method string) context.Context {
	ctx, span := o.tracer.Start(ctx, method, o.methods.get(method, methodOf).options...)
	return context.WithValue(ctx, spansKey{o}, spans{call: &callSpan{Span: span}})
}

// AttemptContext begins the span of an attempt.
func (o *observer) AttemptContext(ctx context.Context, method string, try int) context.Context {
	if o.events {
		return ctx
	}
	s, of := o.spans(ctx), o.methods.get(method, methodOf)
	options := of.options
	if try > 1 {
		options = append(options[:len(options):len(options)], trace.WithAttributes(resendCountKey.Int(try-1)))
	}
	ctx, s.attempt = o.tracer.Start(ctx, of.attempt, options...)
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
		if span := o.spans(ctx).call; span.IsRecording() {
			span.AddEvent("backoff.pause", trace.WithAttributes(pauseKey.Float64(e.Pause.Seconds())))
		}
		o.record(ctx, o.pauseDuration, e.Pause, series{method: e.Method})
	case backoff.EventCallEnded:
		o.callEnded(ctx, e)
	}
}

func (o *observer) attemptStarted(ctx context.Context, e backoff.Event) {
	s, why := o.spans(ctx), attemptType(e)
	s.call.running, s.call.try, s.call.retried = why, e.Try, s.call.retried || e.Try > 1 && !e.Hedge
	if o.events && s.call.IsRecording() {
		s.call.began = time.Now()
	}
	if s.attempt != nil && s.attempt.IsRecording() {
		s.attempt.SetAttributes(attemptTypeKey.String(why))
	}
	if e.Try > 1 {
		o.add(ctx, o.retries, series{method: e.Method})
	}
}

func (o *observer) attemptEnded(ctx context.Context, e backoff.Event) {
	s, err := o.spans(ctx), e.Err
	s.call.running = ""
	if errors.Is(err, backoff.ErrHedgeLost) {
		err = nil // another one was faster: nothing is wrong with that
	}
	of := series{method: e.Method, attemptType: attemptType(e), outcome: outcome(e.Outcome), failed: errorType(err)}
	s.endAttempt(of, e.Try, e.Elapsed, err)
	o.add(ctx, o.attempts, of)
	o.record(ctx, o.attemptDuration, e.Elapsed, of)
}

// endAttempt ends the span of an attempt, or makes an event of the attempt where it has none.
func (s spans) endAttempt(of series, try int, took time.Duration, err error) {
	if s.attempt != nil {
		if s.attempt.IsRecording() {
			s.attempt.SetAttributes(of.ended()...)
		}
		end(s.attempt, err)
		return
	}
	if !s.call.IsRecording() {
		return
	}
	event := append(of.ended(), methodKey.String(of.method), attemptTypeKey.String(of.attemptType), attemptDurationKey.Float64(took.Seconds()))
	if try > 1 {
		event = append(event, resendCountKey.Int(try-1))
	}
	s.call.AddEvent("backoff.attempt", trace.WithAttributes(event...))
}

// ended are the attributes by which the span of an attempt says how that has ended.
func (s series) ended() []attribute.KeyValue {
	list := []attribute.KeyValue{outcomeKey.String(s.outcome)}
	if s.failed != "" {
		list = append(list, semconv.ErrorTypeKey.String(s.failed))
	}
	return list
}

func (o *observer) callEnded(ctx context.Context, e backoff.Event) {
	call, reason, failed := o.spans(ctx).call, string(e.Reason), errorType(e.Err)
	if call.IsRecording() {
		attrs := []attribute.KeyValue{attemptsKey.Int(e.Try), reasonKey.String(reason), retriedKey.Bool(e.Retried)}
		if failed != "" {
			attrs = append(attrs, semconv.ErrorTypeKey.String(failed))
		}
		call.SetAttributes(attrs...)
	}
	o.add(ctx, o.calls, series{method: e.Method, outcome: callOutcome(e.Err), reason: reason, failed: failed, retried: retriedIf(e.Retried)})
	o.record(ctx, o.callDuration, e.Elapsed, series{method: e.Method, failed: failed})
	if e.Reason == backoff.ReasonSucceeded && e.Retried {
		o.add(ctx, o.saved, series{method: e.Method})
	}
	if e.Stopped() {
		o.add(ctx, o.stops, series{method: e.Method, reason: reason})
	}
	end(call, e.Err)
}

// add counts one.
func (o *observer) add(ctx context.Context, c metric.Int64Counter, s series) {
	c.Add(ctx, 1, o.series.get(s, series.options).add...)
}

// record records one that took d.
func (o *observer) record(ctx context.Context, h metric.Float64Histogram, d time.Duration, s series) {
	h.Record(ctx, d.Seconds(), o.series.get(s, series.options).record...)
}
