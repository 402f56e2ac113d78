package backoff_test

import (
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// An overloaded error knows when its server wants to be asked again.
type overloaded struct{ wait time.Duration }

func (e overloaded) Error() string             { return "overloaded" }
func (e overloaded) RetryAfter() time.Duration { return e.wait }

func ExampleRetryAfter() {
	fmt.Println(backoff.RetryAfter(fmt.Errorf("sending: %w", overloaded{2 * time.Second})))
	fmt.Println(backoff.RetryAfter(errBusy))

	policy := backoff.Policy{Pause: 100 * time.Millisecond, PauseFrom: backoff.RetryAfter}
	fmt.Println(policy.PauseAfter(1, 0, overloaded{2 * time.Second}))
	fmt.Println(policy.PauseAfter(1, 0, overloaded{time.Millisecond})) // never shorter than the policy's own
	// Output:
	// 2s true
	// 0s false
	// 2s
	// 100ms
}

func ExamplePolicy_PauseAfter() {
	policy := backoff.Policy{Pause: 100 * time.Millisecond, Multiplier: 2, MaxPause: time.Second}
	for try := 1; try <= 5; try++ {
		fmt.Println(policy.PauseAfter(try, 0, errBusy))
	}
	// Output:
	// 100ms
	// 200ms
	// 400ms
	// 800ms
	// 1s
}

// A constant in place of random numbers shows the bounds of each jitter, and its middle. The pause without jitter is 400 ms.
func ExampleJitter() {
	for _, jitter := range []backoff.Jitter{
		backoff.JitterNone, backoff.JitterFull, backoff.JitterEqual, backoff.JitterDecorrelated, backoff.JitterRatio(0.2),
	} {
		fmt.Printf("%q:", jitter)
		for _, random := range []float64{0, 0.5, 1} {
			policy := backoff.Policy{Pause: 100 * time.Millisecond, Multiplier: 2, Jitter: jitter, Random: func() float64 { return random }}
			fmt.Print(" ", policy.PauseAfter(3, 200*time.Millisecond, errBusy))
		}
		fmt.Println()
	}
	// Output:
	// "": 400ms 400ms 400ms
	// "full": 0s 200ms 400ms
	// "equal": 200ms 300ms 400ms
	// "decorrelated": 100ms 350ms 600ms
	// "0.2": 320ms 400ms 480ms
}

func ExampleJitterRatio() {
	policy := backoff.Policy{MaxTries: 3, Pause: time.Second, Jitter: backoff.JitterRatio(0.1)} // from 900 ms to 1.1 s
	fmt.Println(policy)
	fmt.Println(backoff.Policy{Jitter: backoff.JitterRatio(1.5)}.Validate() != nil)
	// Output:
	// pause=1s max_tries=3 jitter=0.1
	// true
}
