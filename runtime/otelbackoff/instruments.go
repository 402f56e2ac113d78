package otelbackoff

import (
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
)

// instruments are the metrics.
type instruments struct {
	calls, attempts, retries, saved, stops       metric.Int64Counter
	callDuration, attemptDuration, pauseDuration metric.Float64Histogram
}

// boundaries are those that the semantic conventions advise for the durations of requests, in seconds.
var boundaries = metric.WithExplicitBucketBoundaries(
	0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)

func newInstruments(meter metric.Meter) instruments {
	counter := func(name, unit, description string) metric.Int64Counter {
		c, err := meter.Int64Counter(name, metric.WithUnit(unit), metric.WithDescription(description))
		if err != nil {
			otel.Handle(err) // c does nothing then
		}
		return c
	}
	duration := func(name, description string) metric.Float64Histogram {
		h, err := meter.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(description), boundaries)
		if err != nil {
			otel.Handle(err)
		}
		return h
	}
	return instruments{
		calls:           counter("backoff.calls", "{call}", "Calls of decorated methods that have ended."),
		attempts:        counter("backoff.attempts", "{attempt}", "Attempts that have ended."),
		retries:         counter("backoff.retries", "{retry}", "Attempts begun after the first of their call."),
		saved:           counter("backoff.saved", "{call}", "Calls that succeeded by a retry: without, they would have failed."),
		stops:           counter("backoff.stops", "{call}", "Calls that were stopped although their last error might have been retried."),
		callDuration:    duration("backoff.call.duration", "Duration of calls, all attempts and pauses together."),
		attemptDuration: duration("backoff.attempt.duration", "Duration of attempts."),
		pauseDuration:   duration("backoff.pause.duration", "Pauses before retries."),
	}
}
