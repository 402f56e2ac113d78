package decorate

import (
	"context"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// A Resumption is what a call is told that may go on in another process, and may come from one. It is for package
// temporalbackoff, whose activities are such calls.
type Resumption = engine.Resumption

// A Progress is how far a call has come, for another process that goes on with it.
type Progress = engine.Progress

// WithResumption returns a context under which a method that resumes goes on with its call as r says.
func WithResumption(ctx context.Context, r *Resumption) context.Context {
	return engine.WithResumption(ctx, r)
}

// ResumeAsync is [Async] for a call that may go on in another process, and may come from one: ctx has its [Resumption].
func ResumeAsync[T any](ctx context.Context, m *Method, attempt func(ctx context.Context) (T, error)) *AsyncCall[T] {
	return engine.ResumeAsync(ctx, engine.NewAsync(&m.Method, attempt))
}

// Reporting is the option for decorators that run in activities: the end of an attempt is reported to a server which has the same
// limit, so attempts are cut off a little earlier, by a twentieth of their limit and at most half a second.
func Reporting() backoff.Option {
	return func(o *engine.Options) { o.Reports = true }
}

// KeyFor returns the idempotency key of a call under ctx: the one that its caller has set, or a new one.
func KeyFor(ctx context.Context) string { return attempt.KeyFor(engine.OrBackground(ctx)).Text() }
