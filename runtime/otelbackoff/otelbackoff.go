// Package otelbackoff shows the calls of generated decorators to OpenTelemetry, as spans and metrics:
//
//	store := NewRetryingStore(client, backoff.WithObserver(otelbackoff.New()))
//
// Each call is a span with the name of its method, such as "Store.Fetch", and each of its attempts a child span, such as
// "Store.Fetch attempt", in whose context the inner method runs: what the callee traces belongs to its attempt. A pause
// is an event, backoff.pause, of the call's span.
//
// These attributes are on spans and metrics. Those that the semantic conventions have are as they define them; the others
// begin with backoff.
//
//	backoff.method          the interface and the method: Store.Fetch
//	backoff.resend_count    of an attempt's span: which repetition it is, as http.request.resend_count; none for the first
//	backoff.attempts        of a call's span: how many there were
//	backoff.attempt.type    of an attempt: original, the first of its call; retry, after one that failed; or hedge, beside
//	                        one that took long
//	backoff.outcome         of an attempt: succeeded, retryable, not_retryable, rejected, cut_short, or aborted by a panic
//	                        or runtime.Goexit; of a call: succeeded, failed, or aborted
//	backoff.reason          of a call: why it ended, such as succeeded, not_retryable, max_tries, deadline, panicked; see
//	                        [backoff.Reason]
//	backoff.retried         of a call: whether an attempt began because another one had failed
//	backoff.budget          of what a budget has left: the name that [ObserveBudget] was given
//	backoff.pause.duration  of the event backoff.pause, in seconds
//	error.type              of what failed: see below; an attempt that lost against its hedge has not
//
// And these are the metrics:
//
//	backoff.calls             counter    {call}     by method, outcome, reason, retried and error.type
//	backoff.call.duration     histogram  s          by method and error.type
//	backoff.attempts          counter    {attempt}  by method, attempt.type, outcome and error.type
//	backoff.attempt.duration  histogram  s          by method, attempt.type, outcome and error.type
//	backoff.retries           counter    {retry}    by method: the attempts after the first of their call, hedges too
//	backoff.saved             counter    {call}     by method: calls that succeeded by a retry, and would have failed without
//	backoff.pause.duration    histogram  s          by method: the pauses before retries
//	backoff.stops             counter    {call}     by method and reason: calls that were stopped, see [backoff.Event.Stopped]
//	backoff.budget.left       gauge      {retry}    by budget: how many retries it would grant now; see [ObserveBudget]
//
// What has failed, and what would have failed without retries, are backoff.calls of the outcome failed, and these and
// backoff.saved together. backoff.attempts by backoff.calls is how much retrying amplifies the load. A call that a fallback has
// made up for has the outcome succeeded, and the reason for which its retrying ended.
//
// error.type is "timeout" for an attempt that ran longer than its attempt_timeout and for a call that ends with one,
// "aborted" after a panic, the reason in a [backoff.Error] for a call that ends with one, and else what the semantic conventions make of the
// error: what its method ErrorType() string says, or its type.
//
// A call that a panic cuts short ends its spans at once where its policy sets limits. Elsewhere they end when the garbage
// collector finds the call gone, which is later than it was: see [backoff.ContextObserver]. Their outcome is aborted
// either way, and they are counted, but no duration is recorded. A panic in an attempt that was left behind, or lost
// against another, gets a span of its own, such as "Store.Fetch late panic", below that of its attempt; it and any panic
// of a hedged attempt are recorded as the event exception.
package otelbackoff

import (
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// scope names what makes these spans and metrics.
const scope = "github.com/backoffgen/backoffgen/runtime/otelbackoff"

// An Option changes what [New] makes.
type Option func(*config)

type config struct {
	tracers trace.TracerProvider
	meters  metric.MeterProvider
	events  bool
}

// WithTracerProvider makes spans by p in place of the global provider. Nil changes nothing.
func WithTracerProvider(p trace.TracerProvider) Option {
	return func(c *config) {
		if p != nil {
			c.tracers = p
		}
	}
}

// WithMeterProvider records metrics by p in place of the global provider. Nil changes nothing.
func WithMeterProvider(p metric.MeterProvider) Option {
	return func(c *config) {
		if p != nil {
			c.meters = p
		}
	}
}

// WithAttemptEvents makes an event, backoff.attempt, of each attempt that ends, in place of a span: one span for a call is
// less to store. What the callee traces belongs to the call then. The event has backoff.attempt.duration, in seconds,
// beside the attributes that the span would have: that of an attempt which a panic has left lasts until its span would have ended.
func WithAttemptEvents() Option {
	return func(c *config) { c.events = true }
}

// configure returns what the options say, and else the global providers.
func configure(opts []Option) config {
	c := config{tracers: otel.GetTracerProvider(), meters: otel.GetMeterProvider()}
	for _, opt := range opts {
		if opt != nil {
			opt(&c)
		}
	}
	return c
}

// New returns an observer for [backoff.WithObserver]. One may serve any number of decorators, and is safe for concurrent
// use. Without options it goes by the global providers, as they are when it is used. Metrics that cannot be made are
// reported to [otel.Handle], and left out.
func New(opts ...Option) backoff.Observer {
	c := configure(opts)
	return &observer{
		tracer:      c.tracers.Tracer(scope),
		events:      c.events,
		instruments: newInstruments(c.meters.Meter(scope)),
	}
}
