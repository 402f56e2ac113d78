package bench

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go/budget"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	tracing "go.opentelemetry.io/otel/trace/noop"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

// A watching is a row for calls of Get that succeed while something counts, in parallel.
type watching struct {
	name       string
	contenders []contender
}

func watchings() []watching {
	with := func(option func() backoff.Option) contender {
		return contender{generated, func(inner Store) Store { return NewRetryingStore(inner, option()) }}
	}
	return []watching{
		{"budget", []contender{
			{byHand, func(inner Store) Store { return &budgeted{hand: hand{inner}} }},
			with(func() backoff.Option { return backoff.WithBudget(backoff.Must(backoff.NewRetryRatio(0.2, 10))) }),
			{"failsafe", func(inner Store) Store { return newFailsafes(inner, budget.New()) }},
		}},
		{"stats", []contender{
			{byHand, func(inner Store) Store { return &counted{hand: hand{inner}} }},
			with(func() backoff.Option { return backoff.WithStats(new(backoff.Stats)) }),
		}},
		{"otel", []contender{
			{byHand, newMetered},
			with(func() backoff.Option {
				return backoff.WithObserver(otelbackoff.New(otelbackoff.WithTracerProvider(tracing.NewTracerProvider()), otelbackoff.WithMeterProvider(meters())))
			}),
		}},
	}
}

// budgeted is hand with the least that a budget can be: a count of calls, and one of retries.
type budgeted struct {
	hand
	calls, retries atomic.Int64
}

var errBudget = errors.New("too many retries")

func (s *budgeted) Get(ctx context.Context, id string) (*User, error) {
	s.calls.Add(1)
	for try := 1; ; try++ {
		user, err := s.inner.Get(ctx, id)
		if err == nil || try == maxTries || !retryable(err) || ctx.Err() != nil {
			return user, err
		}
		if s.retries.Add(1) > 10+s.calls.Load()/5 {
			return user, errors.Join(errBudget, err)
		}
	}
}

// counted is hand with what backoff.Stats counts.
type counted struct {
	hand
	attempts, done, failed, sumTime atomic.Int64
}

func (s *counted) Get(ctx context.Context, id string) (*User, error) {
	for try := 1; ; try++ {
		start := time.Now()
		s.attempts.Add(1)
		user, err := s.inner.Get(ctx, id)
		s.sumTime.Add(int64(time.Since(start)))
		s.done.Add(1)
		if err == nil || !retryable(err) {
			return user, err
		}
		s.failed.Add(1)
		if try == maxTries || ctx.Err() != nil {
			return user, err
		}
	}
}

// metered is hand with the metrics that otelbackoff has, for an attempt and for a call. Attributes are made once.
type metered struct {
	hand
	calls, attempts           metric.Int64Counter
	callDuration, duration    metric.Float64Histogram
	ofCall, ofSuccess, ofElse metric.MeasurementOption
}

// meters is OpenTelemetry's own implementation, of which somebody may read.
func meters() metric.MeterProvider {
	return sdkmetric.NewMeterProvider(sdkmetric.WithReader(sdkmetric.NewManualReader()))
}

func newMetered(inner Store) Store {
	meter := meters().Meter("bench")
	method := attribute.String("backoff.method", "Store.Get")
	with := func(attributes ...attribute.KeyValue) metric.MeasurementOption {
		return metric.WithAttributeSet(attribute.NewSet(append(attributes, method)...))
	}
	return &metered{
		hand:         hand{inner},
		calls:        backoff.Must(meter.Int64Counter("calls")),
		attempts:     backoff.Must(meter.Int64Counter("attempts")),
		callDuration: backoff.Must(meter.Float64Histogram("call.duration")),
		duration:     backoff.Must(meter.Float64Histogram("attempt.duration")),
		ofCall:       with(),
		ofSuccess:    with(attribute.String("backoff.outcome", "succeeded")),
		ofElse:       with(attribute.String("backoff.outcome", "retryable")),
	}
}

func (s *metered) Get(ctx context.Context, id string) (*User, error) {
	began := time.Now()
	for try := 1; ; try++ {
		start := time.Now()
		user, err := s.inner.Get(ctx, id)
		outcome := s.ofSuccess
		if err != nil {
			outcome = s.ofElse
		}
		s.attempts.Add(ctx, 1, outcome)
		s.duration.Record(ctx, time.Since(start).Seconds(), outcome)
		if err == nil || try == maxTries || !retryable(err) || ctx.Err() != nil {
			s.calls.Add(ctx, 1, s.ofCall)
			s.callDuration.Record(ctx, time.Since(began).Seconds(), s.ofCall)
			return user, err
		}
	}
}
