package temporalbackoff

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// Register registers function as the method's activity.
func (m *Method) Register(r worker.ActivityRegistry, function any) {
	r.RegisterActivityWithOptions(function, activity.RegisterOptions{Name: m.activity()})
}

// Run carries out one task of the method's activity: it calls the decorated method, which makes attempts until the call has ended, or
// until a pause is long enough to let the server wait for it. The method's call is one that resumes.
//
// MayRepeat says whether a call may be carried out twice, where the annotation leaves that to the call; it may be nil.
func (m *Method) Run(ctx context.Context, mayRepeat func() bool, call func(ctx context.Context) error) error {
	info := activity.GetInfo(ctx)
	p := newProgress(ctx, &info)
	if err := m.refuse(p, mayRepeat); err != nil {
		return m.final(err)
	}
	r := &decorate.Resumption{Progress: p.Progress, Long: LongPause}
	r.Save = func(now decorate.Progress) { p.save(now, r.Left) }
	if m.mapped.Apart {
		r.Long = -1
	}
	under := decorate.WithResumption(backoff.WithIdempotencyKey(newCallContext(ctx, &info), m.key(&info)), r)
	stop := p.beat(info.HeartbeatTimeout)
	err := m.recovered(under, call)
	stop()
	switch {
	case err == nil:
		return nil
	case r.Left:
		return m.goesOn(err, max(r.Pause, time.Millisecond)) // none would be the policy's own
	case ctx.Err() == nil || !tellsOfContext(err):
		return m.final(err)
	case isStopping(ctx):
		return m.goesOn(err, 0) // another worker makes the next attempt
	case errors.Is(ctx.Err(), context.Canceled):
		return temporal.NewCanceledError(*m.of.codec.encode(err))
	case isPast(under):
		return m.final(err)
	}
	return m.goesOn(err, 0) // the task's time was up, and not the call's
}

// tellsOfContext reports whether an error tells that a context has ended.
func tellsOfContext(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// isPast reports whether the deadline of a call has passed.
func isPast(ctx context.Context) bool {
	ends, ok := ctx.Deadline()
	return ok && !time.Now().Before(ends)
}

// refuse returns the error of a call that must not have another attempt, since one was lost; else nil.
func (m *Method) refuse(p *progress, mayRepeat func() bool) error {
	if p.lost == 0 {
		return nil
	}
	lost := fmt.Errorf("%w: its worker died, or said nothing in time", backoff.ErrAttemptTimeout)
	switch {
	case m.traits&decorate.NotIdempotent != 0, mayRepeat != nil && !mayRepeat():
		return fmt.Errorf("%w; it may have been carried out, and is not carried out again", lost)
	case m.policy.MaxTries > 0 && p.Tries-p.Apart >= m.policy.MaxTries:
		return lost
	}
	return nil
}

// recovered calls a function, and turns a panic into an error, which ends the call: what panics is not retried.
func (m *Method) recovered(ctx context.Context, call func(ctx context.Context) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			activity.GetLogger(ctx).Error("panic in "+m.name, "value", v, "stack", string(debug.Stack()))
			err = &PanicError{Value: fmt.Sprint(v)}
		}
	}()
	return call(ctx)
}

// A PanicError is the error of a call whose inner method panicked, in another process. Such a call is not retried.
type PanicError struct {
	Value string // what it panicked with, as text
}

// Error returns the value as text.
func (e *PanicError) Error() string { return "panic: " + e.Value }

// key returns the idempotency key of the call that a task is of: the one in a standalone activity's identity, or what identifies the
// activity in its workflow.
func (m *Method) key(info *activity.Info) string {
	if info.WorkflowExecution.ID != "" {
		return info.WorkflowExecution.ID + "/" + info.WorkflowExecution.RunID + "/" + info.ActivityID
	}
	if key, ok := strings.CutPrefix(info.ActivityID, m.activity()+"/"); ok && key != "" {
		return key
	}
	return info.ActivityID
}

// final returns err such that the activity ends with it. It has to be outermost: the server looks no further.
func (m *Method) final(err error) error {
	return m.applicationError(err, temporal.ApplicationErrorOptions{NonRetryable: true})
}

// goesOn returns err such that another task makes the next attempt, after a pause if that is not 0.
func (m *Method) goesOn(err error, pause time.Duration) error {
	return m.applicationError(err, temporal.ApplicationErrorOptions{NextRetryDelay: pause})
}

// applicationError returns err as Temporal has errors, with all that the caller's side reads it back from.
func (m *Method) applicationError(err error, o temporal.ApplicationErrorOptions) error {
	w := m.of.codec.encode(err)
	o.Details = []any{*w}
	return temporal.NewApplicationErrorWithOptions(w.Text, w.typeName(err), o)
}

// isStopping reports whether the worker is being stopped.
func isStopping(ctx context.Context) bool {
	select {
	case <-activity.GetWorkerStopChannel(ctx):
		return true
	default:
		return false
	}
}
