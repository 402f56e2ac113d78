package rules

import "fmt"

// A LockError implements error as a pointer.
type LockError struct{ Row int }

func (e *LockError) Error() string { return fmt.Sprintf("row %d is locked", e.Row) }

// A Code implements error as a value.
type Code int

func (c Code) Error() string { return fmt.Sprintf("code %d", int(c)) }

// Throttling is an interface that some errors implement, and does not include error.
type Throttling interface{ Throttled() bool }

// Matched names errors in each form there is: variables, a constant, types, an interface and a function.
//
//backoff:policy max_tries=2 errors=ErrBusy,io.ErrUnexpectedEOF,syscall.ECONNRESET,*LockError,Code,Throttling,mayRetry
type Matched interface{ Calls }

// Positional names errors in the seed's positional notation.
//
//backoff:policy 100ms 1s 10ms ErrBusy,*LockError Code max_tries=2
type Positional interface{ Calls }

// Unnamed names no error, and so retries only timeouts.
//
//backoff:policy deadline=1s max_tries=2
type Unnamed interface{ Calls }

// Every retries every error.
//
//backoff:retry 2
type Every interface{ Calls }

// Expressed gives up by an expression.
//
//backoff:retry 3 giveup="err == ErrFatal || errors.Is(err, fs.ErrNotExist)"
type Expressed interface{ Calls }
