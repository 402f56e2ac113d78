package temporalbackoff

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
)

// A callContext is the context of a call that a task carries out a part of. It ends with the task, and its deadline is the call's, which other
// tasks may go on with: a pause that they wait for may end later than the task.
type callContext struct {
	context.Context
	ends time.Time // zero where the call has no deadline
}

func newCallContext(ctx context.Context, info *activity.Info) context.Context {
	c := &callContext{Context: ctx}
	if info.ScheduleToCloseTimeout > 0 {
		c.ends = info.ScheduledTime.Add(info.ScheduleToCloseTimeout)
	}
	return c
}

// Deadline returns the deadline of the call.
func (c *callContext) Deadline() (time.Time, bool) { return c.ends, !c.ends.IsZero() }
