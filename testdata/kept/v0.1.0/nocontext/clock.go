// Package nocontext has methods that take no context, whose attempts cannot be ended.
package nocontext

// Device is a machine at a serial line.
type Device interface {
	//backoff:policy deadline=1s pause=300ms errors=error
	Reset() error

	// Read gives up on an expression, which is a function of its own in the generated file.
	//
	//backoff:policy max_tries=4 pause=10ms errors=error giveup="err == io.EOF || strings.Contains(err.Error(), \"fatal\")"
	Read(address int) (value int, err error)
}
