package backoff

// Must returns v, and panics with err when that is not nil. It is for package-level variables, whose numbers are written
// where they can be seen to be right:
//
//	var budget = backoff.Must(backoff.NewThrottle(10, 0.1))
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
