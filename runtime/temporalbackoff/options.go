package temporalbackoff

import (
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// An Option is an option of the constructors that are generated. Those of callers, workers and workflows of one interface are to be
// given the same [WithPrefix] and [WithErrors].
type Option func(*options)

type options struct {
	prefix    string
	heartbeat time.Duration
	errors    []KnownError
	decorator []backoff.Option
}

// WithPrefix puts a prefix before the names of activities, which are those of interface and method, such as Store.Fetch. It tells
// interfaces of the same name apart that share a task queue.
func WithPrefix(prefix string) Option {
	return func(o *options) { o.prefix = prefix }
}

// WithHeartbeat sets the heartbeat timeout of activities that run for longer than a second: how long a worker may be silent before
// the server takes it for dead, and has the next attempt made. It also bounds how long a cancellation takes to reach the activity.
// Without the option it is a third of the longest time that the activity may run, at least five seconds and at most ten. It is an
// option of callers and workflows.
func WithHeartbeat(timeout time.Duration) Option {
	return func(o *options) { o.heartbeat = timeout }
}

// WithErrors adds errors to those that a caller gets back as they were: beside the exported errors of the interface's package and
// those that its annotations name, which are generated. It is an option of both sides.
func WithErrors(known ...KnownError) Option {
	return func(o *options) { o.errors = append(o.errors, known...) }
}

// WithDecorator passes options on to the decorator that runs inside the activities: observers, statistics, a logger, a budget. They
// are of one worker, and not of all together. It is an option of workers.
func WithDecorator(opts ...backoff.Option) Option {
	return func(o *options) { o.decorator = append(o.decorator, opts...) }
}
