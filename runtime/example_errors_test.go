package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// stopped returns the error of a call that was stopped, since no pause would end before its deadline.
func stopped() *backoff.Error {
	policy := &backoff.Policy{Deadline: time.Second, Pause: time.Minute, Errors: []backoff.Matcher{backoff.Is(errBusy)}}
	err := backoff.Run(context.Background(), policy, func(context.Context) error { return errBusy })
	stopped, _ := errors.AsType[*backoff.Error](err)
	return stopped
}

func ExampleError_Error() {
	err := stopped()
	err.Method, err.Elapsed = "Store.Save", 1500*time.Microsecond // which differ from run to run
	fmt.Println(err)
	// Output: Store.Save: stopped after 1 attempt in 1.5ms: backoff: deadline exceeded; last error: busy
}

func ExampleError_Timeout() {
	err := stopped()
	fmt.Println(err.Timeout(), os.IsTimeout(err), errors.Is(err, context.DeadlineExceeded))
	// Output: true true true
}

// A *backoff.Error is a net.Error, as what asks for one expects of a timeout.
func ExampleError_Temporary() {
	err, isNet := errors.AsType[net.Error](stopped())
	fmt.Println(isNet, err.Timeout(), stopped().Temporary())
	// Output: true true true
}

func ExampleError_Unwrap() {
	for _, err := range stopped().Unwrap() {
		fmt.Println(err)
	}
	// Output:
	// busy
	// backoff: deadline exceeded
}

// A callee that waits on its context can tell what ended it.
func Example_causes() {
	wait := func(ctx context.Context) error {
		<-ctx.Done()
		switch context.Cause(ctx) {
		case backoff.ErrAttemptTimeout:
			fmt.Println("this attempt took too long")
		case backoff.ErrDeadline:
			fmt.Println("the call took too long")
		case backoff.ErrHedgeLost:
			fmt.Println("another attempt was faster")
		default:
			fmt.Println("the caller's own reason")
		}
		return ctx.Err()
	}
	err := backoff.Run(context.Background(), &backoff.Policy{AttemptTimeout: 10 * time.Millisecond, MaxTries: 2}, wait)
	fmt.Println(errors.Is(err, backoff.ErrAttemptTimeout), errors.Is(err, backoff.ErrDeadline))
	err = backoff.Run(context.Background(), &backoff.Policy{Deadline: 10 * time.Millisecond}, wait)
	fmt.Println(errors.Is(err, backoff.ErrAttemptTimeout), errors.Is(err, backoff.ErrDeadline))
	// Output:
	// this attempt took too long
	// this attempt took too long
	// true false
	// the call took too long
	// false true
}

// A fallback, which an annotation names with fallback=cached, is given the error of the call.
func Example_fallback() {
	cached := func(_ context.Context, city string, err error) (string, error) {
		if errors.Is(err, backoff.ErrRejected) { // no error, but results that retry_result rejected to the last
			return "no news from " + city, nil
		}
		return "", err
	}
	fmt.Println(cached(context.Background(), "Lisbon", backoff.ErrRejected))
	fmt.Println(cached(context.Background(), "Lisbon", errBusy))
	// Output:
	// no news from Lisbon <nil>
	//  busy
}

func ExampleReason() {
	err := error(stopped())
	if stopped, ok := errors.AsType[*backoff.Error](err); ok {
		switch stopped.Reason {
		case backoff.ReasonDeadline:
			fmt.Println("out of time")
		case backoff.ReasonCanceled:
			fmt.Println("not wanted any more")
		case backoff.ReasonBudget:
			fmt.Println("an outage")
		case backoff.ReasonBeforeRetry:
			fmt.Println("no new session")
		}
	}
	// Output: out of time
}

// A callee that knows that trying again is in vain says so, whatever the policy of its caller lists.
func ExamplePermanent() {
	policy := &backoff.Policy{MaxTries: 5, Errors: []backoff.Matcher{backoff.Any}}
	tries := 0
	err := backoff.Run(context.Background(), policy, func(context.Context) error {
		tries++
		return backoff.Permanent(os.ErrPermission)
	})
	fmt.Println(tries, err == os.ErrPermission) // the mark is for the policy; the caller gets what it was put on
	// Output: 1 true
}

// Of the error of a stopped call LastError returns that of its last attempt, and any other error as it is.
func ExampleLastError() {
	policy := &backoff.Policy{Deadline: time.Second, Pause: time.Minute, Errors: []backoff.Matcher{backoff.Any}}
	err := backoff.Run(context.Background(), policy, func(context.Context) error { return io.ErrUnexpectedEOF })
	fmt.Println(err == io.ErrUnexpectedEOF, backoff.LastError(err) == io.ErrUnexpectedEOF)
	fmt.Println(backoff.LastError(io.EOF))
	// Output:
	// false true
	// EOF
}
