package engine

import (
	"context"
	"io"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// A refusedRetry stands for the error of an attempt in a goroutine of its own that has not called the inner method, since
// BeforeRetry has returned an error before, or has taken so long that the attempt may not begin any more.
type refusedRetry struct {
	err     error
	verdict decision.Verdict
}

func (r *refusedRetry) Error() string { return r.err.Error() }

// preparing returns what the goroutine of a does before the inner method, since another attempt has failed: it calls BeforeRetry, and
// finds out whether the attempt may still begin.
func (h *hedger) preparing(a *asyncAttempt, failed error) func() error {
	before, limits, start := h.state.more.rare.questions.BeforeRetry, &h.m.policy.Limits, h.start
	return func() error {
		if err := before(a.Context, failed); err != nil {
			return &refusedRetry{err, decision.Verdict{Step: decision.Stop, Reason: decision.BeforeRetry}}
		}
		verdict := limits.AfterPreparing(clock.Now().Since(start), callerState(a.seen, a.seen.Err()))
		h.mu.Lock()
		defer h.mu.Unlock()
		if verdict.Step != decision.Next || a.left {
			return &refusedRetry{failed, verdict}
		}
		return nil
	}
}

// prepare reports whether the inner method may be called. When not, the body that it would have sent is closed, as it would have
// done; with a guard another attempt may send it, as after one that the guard has refused.
func (h *hedger) prepare(a *asyncAttempt, body io.ReadCloser) (ready bool) {
	defer func() {
		if !ready && body != nil && a.passage == nil {
			_ = body.Close()
		}
	}()
	a.err = a.prepare()
	a.returned = a.err != nil
	return !a.returned
}

// noteFailed notes what the attempt has failed with, for BeforeRetry.
func (c *Call) noteFailed(err error) {
	if q := c.questions(); q == nil || q.BeforeRetry == nil {
		return
	}
	c.state.more.rare.failed = orRejected(err)
}

// beforeRetry calls prepare before an attempt in the caller's goroutine, and reports whether that may begin. When not, the call
// is over.
func (c *Call) beforeRetry(ctx context.Context, prepare func(ctx context.Context, failed error) error) bool {
	under, cancel := c.untilDeadline(ctx)
	defer cancel()
	if err := prepare(under, c.state.more.rare.failed); err != nil {
		c.stopWith(ctx, decision.BeforeRetry, err, 0)
		return false
	}
	return true
}

// untilDeadline returns a context that ends at the call's deadline.
func (c *Call) untilDeadline(ctx context.Context) (context.Context, context.CancelFunc) {
	d := c.m.policy.Limits.Deadline
	if d == 0 {
		return ctx, func() {}
	}
	return context.WithDeadlineCause(ctx, c.start.Add(d).Time(), attempt.ErrDeadline)
}

// dropUnready reports whether a was to make up for a failure, and may not begin any more while others still run: then it is as if it
// never had.
func (h *hedger) dropUnready(ctx context.Context, a *asyncAttempt) bool {
	r, ok := a.err.(*refusedRetry)
	if !ok || r.verdict.Step != decision.Return || len(h.running) == 1 {
		return false
	}
	h.take(a)
	h.endUnbegun(ctx, r)
	h.started--
	return true
}

// endUnbegun ends an attempt that has not called the inner method. Watchers were told that it has begun.
func (c *Call) endUnbegun(ctx context.Context, r *refusedRetry) {
	c.endAttempt()
	if c.m.watchers != nil {
		c.tellEnd(ctx, clock.Now(), OutcomeNotRetryable, r.err)
	}
}

// stopRefused ends the call when an attempt in a goroutine of its own has not called the inner method, and therefore does not count as
// one.
func (c *Call) stopRefused(ctx context.Context, r *refusedRetry) {
	c.state.more.rare.refused = c.inGuard() // and its body was not sent
	c.endUnbegun(ctx, r)
	c.tries--
	if r.verdict.Reason == decision.BeforeRetry {
		c.stopWith(ctx, decision.BeforeRetry, r.err, 0)
		return
	}
	c.endUnready(ctx, r.verdict, c.state.more.rare.failed) // another one may have failed meanwhile
}
