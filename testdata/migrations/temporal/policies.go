package temporal

import (
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A call has ten seconds, and a call that waits for something three minutes.
var call, longPoll = within(10 * time.Second), within(3 * time.Minute)

// within returns the policy of all methods, with a limit for each call.
func within(limit time.Duration) backoff.Policy {
	return backoff.Policy{
		AttemptTimeout: limit, Pause: 200 * time.Millisecond, Jitter: "0.2", MaxTries: 2,
		Errors: []backoff.Matcher{backoff.MatchFunc(isTransient)},
		Giveup: isTimeout,
		Cases:  []backoff.Case{{Errors: []backoff.Matcher{backoff.MatchFunc(isThrottled)}, Pause: time.Second}},
	}
}
