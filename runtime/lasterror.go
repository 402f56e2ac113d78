package backoff

// LastError is a map_error for callers that look at an error's type and not into what it wraps, as a type switch does. Of an
// [*Error] it returns Last, the error of the last attempt itself, where there is one, and any other error as it is. It is safe
// for concurrent use.
func LastError(err error) error {
	for {
		stopped, ok := err.(*Error)
		if !ok || stopped.Last == nil {
			return err
		}
		err = stopped.Last // which a call further inside may have been stopped with
	}
}
