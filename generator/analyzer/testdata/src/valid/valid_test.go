package valid

// Fake has annotations in a test file.
type Fake interface {
	//backoff:retry 3 errors=ErrBusy
	Do() error
}
