package backoff

import (
	"context"
	"log/slog"
)

// WithLogger has the life of each call written to l: attempts at level Debug, each retry and each call that a fallback has
// made up for at Warn, and at Error a call that ends with an error after more than one attempt, or that was stopped, and a
// panic in a goroutine of the engine's own. The messages' attributes are method, try, elapsed, outcome, pause, reason, error,
// and panic with stack, those that there are. A nil l changes nothing.
func WithLogger(l *slog.Logger) Option {
	if l == nil {
		return nil
	}
	return WithObserver(logObserver{l})
}

type logObserver struct{ logger *slog.Logger }

func (o logObserver) Observe(ctx context.Context, e Event) {
	level := slog.LevelDebug
	switch {
	case e.Kind == EventPauseStarted, e.Kind == EventFallback:
		level = slog.LevelWarn
	case e.Panic != nil, e.Kind == EventCallEnded && e.Err != nil && (e.Try > 1 || e.Stopped()):
		level = slog.LevelError
	}
	if !o.logger.Enabled(ctx, level) {
		return
	}
	attrs := make([]slog.Attr, 0, 6)
	attrs = append(attrs, slog.String("method", e.Method), slog.Int("try", e.Try), slog.Duration("elapsed", e.Elapsed))
	if e.Outcome != 0 {
		attrs = append(attrs, slog.String("outcome", e.Outcome.String()))
	}
	if e.Kind == EventPauseStarted {
		attrs = append(attrs, slog.Duration("pause", e.Pause))
	}
	if e.Reason != "" {
		attrs = append(attrs, slog.String("reason", string(e.Reason)))
	}
	if e.Panic != nil {
		attrs = append(attrs, slog.Any("panic", e.Panic), slog.String("stack", e.Stack))
	}
	if e.Err != nil {
		attrs = append(attrs, slog.Any("error", e.Err))
	}
	o.logger.LogAttrs(ctx, level, "backoff: "+e.Kind.String(), attrs...)
}
