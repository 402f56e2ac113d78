package backoff

import (
	"context"
	"log/slog"
)

// WithLogger has the life of each call written to l, so that its lines at Info and above answer why a call was retried, and
// why not:
//
//   - at Warn "retrying", with the number of the next attempt as try, and "not retrying", with the reason, of a call that makes no
//     other attempt although its last one might have been retried;
//   - at Warn "fallback", of a call that a fallback has made up for, with the reason for which its retrying ended;
//   - at Error "call ended", of a call that ends with an error after more than one attempt, or that was stopped, or that a panic
//     has left, and a panic in a goroutine of the engine's own;
//   - at Debug all else: the beginning and the end of each attempt and of each call.
//
// Each message begins with "backoff: ". The attributes are method, try, elapsed, outcome, pause, reason, error, and panic with
// stack, those that there are. A nil l changes nothing.
func WithLogger(l *slog.Logger) Option {
	if l == nil {
		return nil
	}
	return WithObserver(logObserver{l})
}

type logObserver struct{ logger *slog.Logger }

func (o logObserver) Observe(ctx context.Context, e Event) {
	level, message := slog.LevelDebug, e.Kind.String()
	switch {
	case e.Kind == EventPauseStarted:
		level, message, e.Try = slog.LevelWarn, "retrying", e.Next
	case e.Kind == EventFallback:
		level = slog.LevelWarn
	case e.Panic != nil, e.Reason == ReasonPanicked, e.Kind == EventCallEnded && e.Err != nil && (e.Try > 1 || e.Stopped()):
		level = slog.LevelError
	}
	if e.NotRetried() && !e.FellBack {
		o.log(ctx, slog.LevelWarn, "not retrying", e)
	}
	o.log(ctx, level, message, e)
}

// log writes an event that has something to say at that level.
func (o logObserver) log(ctx context.Context, level slog.Level, message string, e Event) {
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
	o.logger.LogAttrs(ctx, level, "backoff: "+message, attrs...)
}
