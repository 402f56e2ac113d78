package temporalbackoff

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A KnownError is an error, or a type of errors, that both sides of a call know by the same name. It is made by [Sentinel] and [Type].
type KnownError struct {
	name string
	// find returns what of an error it knows: the fields, as JSON, null for none. It reports false if the error is another. Itself says
	// that the error is no other's wrapping, but the known one.
	find func(err error) (fields json.RawMessage, itself, ok bool)
	// decode returns an error with such fields.
	decode func(fields json.RawMessage) (error, error)
}

// Sentinel knows an error by a name, such as "example.com/store.ErrBusy": a caller gets that very value back.
func Sentinel(name string, value error) KnownError {
	return KnownError{
		name: name,
		find: func(err error) (json.RawMessage, bool, bool) {
			return nil, isSame(err, value), errors.Is(err, value)
		},
		decode: func(json.RawMessage) (error, error) { return value, nil },
	}
}

// Type knows errors of a type by a name, such as "example.com/store.*RefusedError": a caller gets one with the same exported fields
// back, by way of JSON. The type must not be an interface.
func Type[T error](name string) KnownError {
	return KnownError{
		name: name,
		find: func(err error) (json.RawMessage, bool, bool) {
			found, ok := errors.AsType[T](err)
			if !ok {
				return nil, false, false
			}
			fields, failed := json.Marshal(found)
			if failed != nil {
				return nil, false, false
			}
			_, itself := err.(T)
			return fields, itself, true
		},
		decode: func(fields json.RawMessage) (error, error) {
			var err T
			return err, json.Unmarshal(fields, &err)
		},
	}
}

// isSame reports whether two errors are the same value, of types that cannot be compared too: they are not.
func isSame(a, b error) (same bool) {
	defer func() {
		if recover() != nil {
			same = false // a field cannot be compared
		}
	}()
	return a == b
}

// everywhere are the errors that are known without being named: those of this library, and of the standard library what says
// something at a distance too.
var everywhere = []KnownError{
	Sentinel("backoff.ErrAttemptTimeout", backoff.ErrAttemptTimeout),
	Sentinel("backoff.ErrDeadline", backoff.ErrDeadline),
	Sentinel("backoff.ErrBudget", backoff.ErrBudget),
	Sentinel("backoff.ErrLimit", backoff.ErrLimit),
	Sentinel("backoff.ErrRejected", backoff.ErrRejected),
	Sentinel("context.DeadlineExceeded", context.DeadlineExceeded),
	Sentinel("context.Canceled", context.Canceled),
	Sentinel("os.ErrDeadlineExceeded", os.ErrDeadlineExceeded),
	Sentinel("io.EOF", io.EOF),
	Sentinel("io.ErrUnexpectedEOF", io.ErrUnexpectedEOF),
	Sentinel("fs.ErrNotExist", fs.ErrNotExist),
	Sentinel("fs.ErrExist", fs.ErrExist),
	Sentinel("fs.ErrPermission", fs.ErrPermission),
	Sentinel("net.ErrClosed", net.ErrClosed),
	Sentinel("errors.ErrUnsupported", errors.ErrUnsupported),
	Type[*PanicError]("temporalbackoff.*PanicError"),
}
