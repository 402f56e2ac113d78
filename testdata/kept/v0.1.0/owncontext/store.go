// Package owncontext has methods whose context is of a type of the package's own, as web frameworks have them.
package owncontext

import (
	"context"
	"errors"
)

// ErrBusy is a server's that is overloaded.
var ErrBusy = errors.New("busy")

// A Request knows its user.
type Request struct {
	context.Context
	User string
}

// A Context is one of which there are several kinds.
type Context interface {
	context.Context
	Name() string
}

// Store is called with contexts that cannot be given another deadline.
type Store interface {
	//backoff:policy pause=100ms max_tries=5 errors=ErrBusy
	Pointer(req *Request, id string) (string, error)

	//backoff:policy pause=100ms max_tries=5 errors=ErrBusy
	Value(req Request) error

	//backoff:policy pause=100ms deadline=250ms errors=ErrBusy
	Interface(id string, ctx Context) error

	//backoff:policy attempt_timeout=100ms pause=100ms max_tries=2 on_timeout=abandon idempotent=yes
	Abandoned(req *Request) error

	//backoff:policy pause=100ms max_tries=3 errors=ErrBusy
	Hidden(context Context, nil string) error
}
