package otelbackoff

import (
	"errors"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// The attributes that the semantic conventions do not have.
const (
	methodKey          = attribute.Key("backoff.method")
	resendCountKey     = attribute.Key("backoff.resend_count")
	attemptsKey        = attribute.Key("backoff.attempts")
	outcomeKey         = attribute.Key("backoff.outcome")
	reasonKey          = attribute.Key("backoff.reason")
	pauseKey           = attribute.Key("backoff.pause.duration")
	attemptDurationKey = attribute.Key("backoff.attempt.duration")
)

// aborted is the outcome and the error.type of what a panic or a runtime.Goexit has ended.
const aborted = "aborted"

// outcome returns o as other attributes' values are written.
func outcome(o backoff.Outcome) attribute.KeyValue {
	return outcomeKey.String(strings.ReplaceAll(o.String(), " ", "_"))
}

// errorType returns err's error.type, in words where its type says little.
func errorType(err error) attribute.KeyValue {
	switch stopped, ok := errors.AsType[*backoff.Error](err); {
	case ok:
		return semconv.ErrorTypeKey.String(string(stopped.Reason))
	case errors.Is(err, backoff.ErrAttemptTimeout):
		return semconv.ErrorTypeKey.String("timeout")
	}
	return semconv.ErrorType(err)
}
