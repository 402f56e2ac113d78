package backoff

import "time"

// A Failure is an attempt that has failed, or whose results were rejected. A giveup or a pause_from of an annotation may be a
// function that takes one in place of the error. It is data, and the function's own.
type Failure struct {
	// Err is what the attempt returned. It matches [ErrAttemptTimeout] when the attempt timed out, and is nil when its results were
	// rejected.
	Err error

	// Try is the number of the attempt, counted from 1.
	Try int

	// Elapsed is the time from the begin of the call to the end of the attempt.
	Elapsed time.Duration

	// Pause is the pause that the call made before the attempt, and 0 for the first.
	Pause time.Duration
}
