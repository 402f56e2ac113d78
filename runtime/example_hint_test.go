package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A quota is an error that says when it is filled again.
type quota struct{ until time.Duration }

func (q quota) Error() string             { return "over quota" }
func (q quota) RetryAfter() time.Duration { return q.until }

var errClosed = errors.New("account closed")

// A server may ask for a pause, though not for any; and what a server will never do is not asked for again.
func ExamplePolicy_hints() {
	policy := backoff.Policy{
		Errors: []backoff.Matcher{backoff.Any},
		PauseFrom: func(err error) (time.Duration, bool) {
			if errors.Is(err, errClosed) {
				return -1, true // never
			}
			return backoff.RetryAfter(err)
		},
		MaxHint: time.Minute,
	}
	for _, last := range []error{quota{time.Hour}, errClosed} {
		answers := []error{quota{time.Millisecond}, last, nil}
		err := backoff.Run(context.Background(), &policy, func(context.Context) error {
			answer := answers[0]
			answers = answers[1:]
			return answer
		})
		fmt.Println(err, "with", len(answers), "answer left")
	}
	fmt.Println(backoff.ReasonHint)
	// Output:
	// over quota with 1 answer left
	// account closed with 1 answer left
	// hint
}

// RetryFor lets attempts begin for some time, and the last one take as long as it needs. Here the second pause, of a hundred seconds, would
// end later, so that nobody waits for it.
func ExamplePolicy_retryFor() {
	policy := backoff.Policy{RetryFor: time.Minute, Pause: 10 * time.Millisecond, Multiplier: 1e4, Errors: []backoff.Matcher{backoff.Any}}
	tries := 0
	err := backoff.Run(context.Background(), &policy, func(context.Context) error {
		tries++
		return fmt.Errorf("busy, try %d", tries)
	})
	fmt.Println(err, backoff.ReasonRetryFor)
	// Output: busy, try 2 retry_for
}
