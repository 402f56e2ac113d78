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
	retriedKey         = attribute.Key("backoff.retried")
	attemptTypeKey     = attribute.Key("backoff.attempt.type")
	budgetKey          = attribute.Key("backoff.budget")
	reasonKey          = attribute.Key("backoff.reason")
	pauseKey           = attribute.Key("backoff.pause.duration")
	attemptDurationKey = attribute.Key("backoff.attempt.duration")
)

// The outcomes of a call. That of one that was left by a panic is aborted.
const (
	succeeded = "succeeded"
	failed    = "failed"
)

// callOutcome returns how a call ended that returned err.
func callOutcome(err error) string {
	if err != nil {
		return failed
	}
	return succeeded
}

// attemptType returns why the attempt that e is about began.
func attemptType(e backoff.Event) string {
	switch {
	case e.Hedge:
		return "hedge"
	case e.Try > 1:
		return "retry"
	}
	return "original"
}

// aborted is the outcome and the error.type of what a panic or a runtime.Goexit has ended.
const aborted = "aborted"

// outcome returns o as other attributes' values are written.
func outcome(o backoff.Outcome) string {
	return strings.ReplaceAll(o.String(), " ", "_")
}

// errorType returns err's error.type, in words where its type says little; empty without an error.
func errorType(err error) string {
	if err == nil {
		return ""
	}
	switch stopped, ok := errors.AsType[*backoff.Error](err); {
	case ok:
		return string(stopped.Reason)
	case errors.Is(err, backoff.ErrAttemptTimeout):
		return "timeout"
	}
	return semconv.ErrorType(err).Value.AsString()
}
