package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A callee that hangs for ever is called as often as the limit says, and no more.
func ExampleNewLimit() {
	policy := &backoff.Policy{AttemptTimeout: time.Minute, Abandon: true, Guard: backoff.NewLimit(2)}
	end := make(chan struct{})
	defer close(end)
	for range 4 {
		ctx, leave := context.WithCancel(context.Background())
		err := backoff.Run(ctx, policy, func(context.Context) error {
			leave() // its caller has gone,
			<-end   // and it does not heed that
			return nil
		})
		fmt.Println(errors.Is(err, context.Canceled), errors.Is(err, backoff.ErrLimit))
		leave()
	}
	// Output:
	// true false
	// true false
	// false true
	// false true
}

// Attempts take turns, as long as each gets its turn within its time.
func ExampleNewWaitingLimit() {
	policy := &backoff.Policy{AttemptTimeout: time.Minute, Guard: backoff.NewWaitingLimit(1)}
	running, done := 0, make(chan int)
	for range 3 {
		go func() {
			_ = backoff.Run(context.Background(), policy, func(context.Context) error {
				running++ // no lock is needed
				time.Sleep(time.Millisecond)
				done <- running
				running--
				return nil
			})
		}()
	}
	fmt.Println(<-done, <-done, <-done)
	// Output: 1 1 1
}

// A maintenance refuses all attempts while it lasts, and counts those that failed before.
type maintenance struct{ on bool }

func (m *maintenance) Enter(context.Context) (backoff.Pass, error) {
	if m.on {
		return nil, errMaintenance
	}
	return failures{}, nil
}

type failures struct{}

func (failures) Ended(err error) {
	if err != nil {
		fmt.Println("an attempt failed:", err)
	}
}

func (failures) Returned() {}

var errMaintenance = errors.New("down for maintenance")

func ExampleGuard() {
	guard := &maintenance{}
	policy := &backoff.Policy{MaxTries: 2, Errors: []backoff.Matcher{backoff.Is(errBusy)}, Guard: guard}
	busy := func(context.Context) error { return errBusy }
	fmt.Println(backoff.Run(context.Background(), policy, busy))
	guard.on = true
	fmt.Println(backoff.Run(context.Background(), policy, busy)) // it is not asked, nor is it asked again
	// Output:
	// an attempt failed: busy
	// an attempt failed: busy
	// busy
	// down for maintenance
}

// A stopwatch is told when an attempt has ended for its call, and when its callee has returned.
type stopwatch struct{ text chan string }

func (w stopwatch) Enter(context.Context) (backoff.Pass, error) { return w, nil }
func (w stopwatch) Ended(err error)                             { w.text <- fmt.Sprint("ended: ", err) }
func (w stopwatch) Returned()                                   { w.text <- "returned" }

func ExamplePass() {
	watch := stopwatch{make(chan string, 2)}
	policy := &backoff.Policy{AttemptTimeout: time.Millisecond, MaxTries: 1, Abandon: true, Guard: watch}
	slow := make(chan struct{})
	_ = backoff.Run(context.Background(), policy, func(context.Context) error {
		<-slow
		return nil
	})
	fmt.Println(<-watch.text)
	close(slow)
	fmt.Println(<-watch.text)
	// Output:
	// ended: backoff: attempt timeout exceeded
	// returned
}
