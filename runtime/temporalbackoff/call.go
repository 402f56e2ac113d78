package temporalbackoff

import (
	"context"
	"errors"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// ErrDetach is for a caller that goes away and wants its calls to go on without it, as a process that is shut down in an orderly way: a
// context that was cancelled with this cause, by context.WithCancelCause, ends the wait alone, and does not cancel the activity. Whoever
// calls again with the same idempotency key gets the result.
var ErrDetach = errors.New("temporalbackoff: the caller has gone, and the call goes on")

// afterwards is how long a call may take to cancel its activity, or to ask how far it has come, once its context has ended.
const afterwards = 2 * time.Second

// Call starts the method's activity with these arguments, or attaches to the one that is there under the call's idempotency key,
// and waits for its result, which it stores in result unless that is nil.
//
// The wait ends with ctx, and at the policy's deadline, whatever the server does meanwhile. When ctx ends the activity is cancelled; see
// [ErrDetach].
func (m *Method) Call(ctx context.Context, result any, args ...any) error {
	if ctx == nil {
		ctx = context.Background()
	}
	began := time.Now()
	wait, cancel := ctx, context.CancelFunc(func() {})
	if d := m.policy.Deadline; d > 0 {
		wait, cancel = context.WithDeadlineCause(ctx, began.Add(d), backoff.ErrDeadline)
	}
	defer cancel()
	id := m.activity() + "/" + decorate.KeyFor(ctx)
	handle, err := m.start(wait, id, args)
	if err == nil {
		err = handle.Get(unhurried{wait}, result)
	}
	if err == nil {
		return nil
	}
	if handle == nil {
		if wait.Err() == nil {
			return err // the server has refused to start it
		}
		handle = m.of.client.GetActivityHandle(client.GetActivityHandleOptions{ActivityID: id}) // it may have started all the same
	}
	if wait.Err() != nil && !isOutcome(err) {
		return m.leave(ctx, wait, handle, result, began)
	}
	return m.outcome(err, time.Since(began), func() (int, error) {
		after, cancel := context.WithTimeout(context.WithoutCancel(ctx), afterwards)
		defer cancel()
		attempts, _, last := m.ask(after, handle)
		return attempts, last
	})
}

// start starts the activity of that identity, or finds it.
func (m *Method) start(ctx context.Context, id string, args []any) (client.ActivityHandle, error) {
	handle, err := m.of.client.ExecuteActivity(ctx, m.startOptions(id), m.activity(), args...)
	if there, ok := errors.AsType[*serviceerror.ActivityExecutionAlreadyStarted](err); ok { // and has ended
		return m.of.client.GetActivityHandle(client.GetActivityHandleOptions{ActivityID: id, RunID: there.RunId}), nil
	}
	return handle, err
}

func (m *Method) startOptions(id string) client.StartActivityOptions {
	retry := m.mapped.Retry
	return client.StartActivityOptions{
		ID:                       id,
		TaskQueue:                m.of.queue,
		StartToCloseTimeout:      m.mapped.StartToClose,
		ScheduleToCloseTimeout:   m.mapped.ScheduleToClose,
		HeartbeatTimeout:         m.mapped.Heartbeat,
		ActivityIDConflictPolicy: enums.ACTIVITY_ID_CONFLICT_POLICY_USE_EXISTING,
		ActivityIDReusePolicy:    enums.ACTIVITY_ID_REUSE_POLICY_REJECT_DUPLICATE,
		RetryPolicy:              &retry,
	}
}

// leave ends a call whose wait has ended before its activity has, as far as was heard. If it is the caller's context that has ended, the activity is
// cancelled. A result that is there after all is not thrown away.
func (m *Method) leave(ctx, wait context.Context, handle client.ActivityHandle, result any, began time.Time) error {
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), afterwards)
	defer cancel()
	cause := context.Cause(wait)
	attempts, there, last := m.ask(after, handle)
	switch {
	case there != nil && there.HasResult() && (result == nil || there.GetResult(result) == nil):
		return nil
	case there != nil && there.HasOutcomeFailure():
		return m.outcome(there.GetOutcomeFailure(), time.Since(began), func() (int, error) { return attempts, last })
	case ctx.Err() != nil && !errors.Is(cause, ErrDetach):
		_ = handle.Cancel(after, client.CancelActivityOptions{Reason: "the caller's context: " + cause.Error()}) // it may have ended meanwhile
	}
	stop := &backoff.Error{Method: m.name, Reason: backoff.ReasonDeadline, Attempts: attempts, Elapsed: time.Since(began), Last: last, Cause: cause}
	if errors.Is(wait.Err(), context.Canceled) {
		stop.Reason = backoff.ReasonCanceled
		if !errors.Is(cause, context.Canceled) {
			stop.Cause = errors.Join(cause, context.Canceled)
		}
	}
	return stop
}

// ask asks how far an activity has come: the number of its attempts, and the last error. The description is nil if nobody answers.
func (m *Method) ask(ctx context.Context, handle client.ActivityHandle) (attempts int, d *client.ActivityExecutionDescription, last error) {
	d, err := handle.Describe(ctx, client.DescribeActivityOptions{IncludeLastFailure: true, IncludeHeartbeatDetails: true, IncludeOutcome: true})
	if err != nil {
		return 0, nil, nil
	}
	if failure := d.GetLastFailure(); failure != nil {
		last = m.failed(failure)
	}
	var r record
	if d.HasHeartbeatDetails() {
		_ = d.GetHeartbeatDetails(&r) // else the number of tasks is the best that is known
	}
	return r.attempts(int(d.Attempt)), d, last
}

// An unhurried context does not tell its deadline, at which it ends all the same: of a poll that has not much time left the server thinks that
// there is no need to answer before it is over.
type unhurried struct{ context.Context }

// Deadline returns none.
func (unhurried) Deadline() (time.Time, bool) { return time.Time{}, false }
