package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

var errThrottling = errors.New("throttling")

// A service that throttles its callers is asked again later than one whose connection broke, and more often.
func ExampleCase() {
	policy := backoff.Policy{
		Pause: 50 * time.Millisecond, Multiplier: 2, MaxTries: 3,
		Errors: []backoff.Matcher{backoff.Is(io.ErrUnexpectedEOF)},
		Cases: []backoff.Case{
			{Errors: []backoff.Matcher{backoff.Is(errThrottling)}, Pause: time.Second, MaxTries: 10},
		},
	}
	fmt.Println(policy)
	for try := 1; try <= 2; try++ {
		fmt.Println(policy.PauseAfter(try, 0, io.ErrUnexpectedEOF), policy.PauseAfter(try, 0, errThrottling))
	}
	// Output:
	// pause=50ms max_tries=3 errors="unexpected EOF" multiplier=2; when "throttling" pause=1s max_tries=10
	// 50ms 1s
	// 100ms 2s
}

func ExampleCase_String() {
	fmt.Println(backoff.Case{Errors: []backoff.Matcher{backoff.Is(io.EOF)}, Pause: backoff.None, MaxTries: 10})
	// Output: "EOF" pause=none max_tries=10
}

func ExampleCase_Under() {
	policy := backoff.Policy{Pause: time.Second, Multiplier: 2, MaxTries: 3}
	fmt.Println(backoff.Case{Pause: time.Minute, MaxTries: 5}.Under(policy))
	// Output: pause=1m0s max_tries=5 multiplier=2
}

// None is what zero cannot be in a case: there zero is the policy's own.
func ExampleNone() {
	policy := backoff.Policy{
		Pause: time.Hour, MaxTries: 2,
		Cases: []backoff.Case{{Errors: []backoff.Matcher{backoff.Is(io.ErrUnexpectedEOF)}, Pause: backoff.None}},
	}
	tries := 0
	err := backoff.Run(context.Background(), &policy, func(context.Context) error {
		tries++
		return io.ErrUnexpectedEOF
	})
	fmt.Println(tries, err)
	// Output: 2 unexpected EOF
}
