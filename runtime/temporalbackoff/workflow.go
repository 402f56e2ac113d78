package temporalbackoff

import (
	"go.temporal.io/sdk/workflow"
)

// Execute schedules the method's activity in a workflow, with the same options as [Method.Call], and waits for its result, which it
// stores in result unless that is nil.
func (m *Method) Execute(ctx workflow.Context, result any, args ...any) error {
	began := workflow.Now(ctx)
	retry := m.mapped.Retry
	under := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:              m.of.queue,
		StartToCloseTimeout:    m.mapped.StartToClose,
		ScheduleToCloseTimeout: m.mapped.ScheduleToClose,
		HeartbeatTimeout:       m.mapped.Heartbeat,
		WaitForCancellation:    false,
		RetryPolicy:            &retry,
	})
	err := workflow.ExecuteActivity(under, m.activity(), args...).Get(under, result)
	if err == nil {
		return nil
	}
	return m.outcome(err, workflow.Now(ctx).Sub(began), nil)
}
