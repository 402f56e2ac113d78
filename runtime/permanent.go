package backoff

// Permanent marks err as one that is not to be retried, whatever a policy lists: for a callee that knows better than the
// policy of whoever retries it, as cenkalti/backoff's error of this name does. It returns nil for nil.
//
// The mark is for the nearest decorator, or the nearest [Do]: where what the callee returns is the mark itself, the caller
// gets err as it was. Inside another error that wraps it, the mark stays where it is.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return &permanentError{err}
}

type permanentError struct{ err error }

func (e *permanentError) Error() string { return e.err.Error() }
func (e *permanentError) Unwrap() error { return e.err }
