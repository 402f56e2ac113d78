// Package otelspan decorates an interface of OpenTelemetry that only OpenTelemetry can implement.
package otelspan

import (
	"context"

	"go.opentelemetry.io/otel/sdk/trace"
)

// Exported is a finished span that is sent somewhere. ReadOnlySpan has an unexported method.
type Exported interface {
	trace.ReadOnlySpan

	// Send sends the span.
	//
	//backoff:policy deadline=1m pause=1s max_tries=3 errors=error
	Send(ctx context.Context) error
}
