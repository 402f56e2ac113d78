package pauses_test

import (
	"context"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/golden/pauses"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// overloaded is a server that is busy whenever it is asked.
type overloaded struct {
	pauses.Server
	err error
}

func (o overloaded) Growing(context.Context) error { return o.err }
func (o overloaded) Ratio(context.Context) error   { return o.err }
func (o overloaded) Full(context.Context) error    { return o.err }
func (o overloaded) Asked(context.Context) error   { return o.err }

// busyFor asks for a pause, as an error made of an HTTP response with Retry-After does.
type busyFor time.Duration

func (b busyFor) Error() string             { return "busy" }
func (b busyFor) RetryAfter() time.Duration { return time.Duration(b) }

// told returns a decorator that prints its pauses. They are as annotated, but of 100µs instead of 100ms.
func told(inner pauses.Server) *pauses.RetryingServer {
	policies := pauses.DefaultServerPolicies()
	for _, p := range []*backoff.Policy{&policies.Growing, &policies.Ratio, &policies.Full, &policies.Asked} {
		p.Pause /= 1000
		p.MaxPause /= 1000
		p.MaxTries = min(p.MaxTries, 5)
		p.Random = func() float64 { return 0.75 } // math/rand/v2 unless it is set
	}
	printer := backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventPauseStarted {
			fmt.Println("pause", e.Try, "is", e.Pause)
		}
	})
	server, err := pauses.NewRetryingServer(inner, backoff.WithObserver(printer)).WithPolicies(policies)
	if err != nil {
		fmt.Println(err)
	}
	return server
}

// multiplier=2 doubles the pause each time.
func ExampleRetryingServer_Growing_multiplier() {
	policies := pauses.DefaultServerPolicies()
	policies.Growing.Pause, policies.Growing.MaxPause = 100*time.Microsecond, 0
	server, _ := told(overloaded{err: pauses.ErrBusy}).WithPolicies(policies)
	fmt.Println(server.Growing(context.Background()))
	// Output:
	// pause 1 is 100µs
	// pause 2 is 200µs
	// pause 3 is 400µs
	// pause 4 is 800µs
	// busy
}

// max_pause keeps a growing pause from growing further.
func ExampleRetryingServer_Growing_maxPause() {
	fmt.Println(told(overloaded{err: pauses.ErrBusy}).Growing(context.Background()))
	// Output:
	// pause 1 is 100µs
	// pause 2 is 200µs
	// pause 3 is 300µs
	// pause 4 is 300µs
	// busy
}

// jitter=full takes of each pause a random part, three quarters here.
func ExampleRetryingServer_Full_jitter() {
	fmt.Println(told(overloaded{err: pauses.ErrBusy}).Full(context.Background()))
	// Output:
	// pause 1 is 75µs
	// pause 2 is 150µs
	// pause 3 is 300µs
	// pause 4 is 600µs
	// busy
}

// jitter=0.25 makes each pause up to a quarter shorter or longer.
func ExampleRetryingServer_Ratio_jitter() {
	fmt.Println(told(overloaded{err: pauses.ErrBusy}).Ratio(context.Background()))
	// Output:
	// pause 1 is 112.5µs
	// pause 2 is 112.5µs
	// pause 3 is 112.5µs
	// pause 4 is 112.5µs
	// busy
}

// pause_from=backoff.RetryAfter waits as long as the server asks for, and never shorter than the policy's own pause.
func ExampleRetryingServer_Asked_pauseFrom() {
	fmt.Println(told(overloaded{err: busyFor(time.Millisecond)}).Asked(context.Background()))
	fmt.Println(told(overloaded{err: busyFor(time.Microsecond)}).Asked(context.Background()))
	// Output:
	// pause 1 is 1ms
	// busy
	// pause 1 is 100µs
	// busy
}
