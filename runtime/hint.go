package backoff

import (
	"errors"
	"time"
)

// RetryAfter is a PauseFrom for errors that know when to come back: it returns what the first error in err's tree with a
// method RetryAfter() time.Duration says, unless that is negative.
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
