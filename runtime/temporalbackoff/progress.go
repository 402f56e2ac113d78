package temporalbackoff

import (
	"context"
	"sync"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"

	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A progress is how far a call has come, as the tasks of its activity tell each other: in the details of heartbeats, which the server
// keeps.
type progress struct {
	record
	lost int // attempts that were lost with their tasks

	ctx  context.Context
	info *activity.Info
	mu   sync.Mutex // guards record against the goroutine that beats
}

// A record is what the details of a heartbeat hold.
type record struct {
	Task int32 `json:"task"`           // the number of the task that has written it, from 1
	Left bool  `json:"left,omitempty"` // no attempt was running any more: the next task begins where this one ended
	decorate.Progress
}

// newProgress returns how far a call has come when a task of its activity begins.
func newProgress(ctx context.Context, info *activity.Info) *progress {
	p := &progress{ctx: ctx, info: info}
	if !activity.HasHeartbeatDetails(ctx) || activity.GetHeartbeatDetails(ctx, &p.record) != nil {
		p.record = record{}
	}
	p.lost = p.begin(info.Attempt)
	p.Elapsed = max(p.Elapsed, info.StartedTime.Sub(info.ScheduledTime)) // by the server's clock
	return p
}

// begin makes a record, which is that of an earlier task or empty, one of the task of that number, and returns how many attempts
// were lost in between: each task begins with an attempt, so one that ended without a word has lost that, and one that has written a
// record the attempt after it, unless it had left.
func (r *record) begin(task int32) (lost int) {
	if r.Task < 1 || r.Task >= task { // of another activity, or none
		*r = record{}
	}
	lost = int(task) - 1 - int(r.Task)
	if r.Task > 0 && !r.Left {
		lost++
	}
	r.Tries += lost
	r.Task, r.Left = task, false
	return lost
}

// attempts returns how many attempts a call has had by its last record, when so many tasks of its activity have begun.
func (r *record) attempts(tasks int) int {
	if r.Task == 0 {
		return tasks
	}
	n := r.Tries + tasks - int(r.Task)
	if !r.Left {
		n++
	}
	return n
}

// save keeps how far the call has come, before another attempt in the same task begins, or the task ends in good order: the server has it
// when save returns, or the activity's context ends.
func (p *progress) save(now decorate.Progress, left bool) {
	p.mu.Lock()
	p.Progress, p.Left = now, left
	current := p.record
	p.mu.Unlock()
	activity.RecordHeartbeat(p.ctx, current) // else what that has put off would come later
	p.send(current)
}

// sendTimeout is how long a worker tries to tell the server how far a call has come.
const sendTimeout = 5 * time.Second

// send sends a record at once, which RecordHeartbeat may put off. It holds numbers alone, so it need not be encoded as the call's
// arguments are: the converter of the worker, which cannot be had here, passes on what is plain JSON.
func (p *progress) send(r record) {
	details, err := converter.GetDefaultDataConverter().ToPayloads(r)
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, sendTimeout)
	defer cancel()
	// Where it fails, what RecordHeartbeat sends has to do; where the activity is cancelled, that learns of it.
	_, _ = activity.GetClient(p.ctx).WorkflowService().RecordActivityTaskHeartbeat(ctx, &workflowservice.RecordActivityTaskHeartbeatRequest{
		Namespace: p.info.Namespace, TaskToken: p.info.TaskToken, Details: details,
	})
}

// beat lets heartbeats go out until the function is called that it returns. They tell the server that the worker is alive, and bring a
// cancellation back.
func (p *progress) beat(timeout time.Duration) (stop func()) {
	if timeout <= 0 {
		return func() {}
	}
	done := make(chan struct{})
	var ended sync.WaitGroup
	ended.Go(func() {
		tick := time.NewTicker(timeout / 4)
		defer tick.Stop()
		for {
			p.mu.Lock()
			current := p.record
			p.mu.Unlock()
			activity.RecordHeartbeat(p.ctx, current)
			select {
			case <-done:
				return
			case <-p.ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
	return func() {
		close(done)
		ended.Wait()
	}
}
