package backoff

import "time"

// A Policy says how a call is retried. The zero value of a field means none or unlimited.
type Policy struct {
	AttemptTimeout time.Duration    // limit of one attempt
	Deadline       time.Duration    // limit of all attempts and pauses together
	Pause          time.Duration    // between the end of an attempt and the start of the next
	MaxTries       int              // the first try counts
	Errors         []Matcher        // which errors are retried, beside timeouts, which always are
	Giveup         func(error) bool // asked about a retryable error; true ends the retrying
}

// A Matcher decides whether an error is retried.
type Matcher struct{ match func(error) bool }
