package backoff

import (
	"errors"
	"time"
)

// RetryAfter is a PauseFrom for errors that know when to come back. It returns what the first error in err's tree says that
// has a method RetryAfter() time.Duration, and false when there is none or it says a negative duration. It is named after the
// header of HTTP, which package httphint reads.
func RetryAfter(err error) (time.Duration, bool) {
	hint, ok := errors.AsType[interface {
		error
		RetryAfter() time.Duration
	}](err)
	if !ok {
		return 0, false
	}
	d := hint.RetryAfter()
	return d, d >= 0
}
