// Package abandon has policies that leave attempts behind when their time is over.
package abandon

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// ErrBusy is a device's that has other things to do.
var ErrBusy = errors.New("busy")

// A Connection is one to a device.
type Connection interface {
	io.Closer
	Number() int
}

// A Device may take long, and ignores contexts.
type Device interface {
	//backoff:retry 3 attempt_timeout=100ms deadline=1s pause=10ms on_timeout=abandon idempotent=yes
	Connect(ctx context.Context, address string) (Connection, error)

	//backoff:policy attempt_timeout=300ms deadline=500ms pause=100ms errors=ErrBusy on_timeout=abandon idempotent=yes
	Reset() error

	//backoff:retry 3 on_timeout=abandon idempotent=yes
	Wait(ctx context.Context) (int, error)

	//backoff:retry 3 attempt_timeout=100ms on_timeout=abandon idempotent=yes
	Write(ctx context.Context, firmware io.Reader) (version int, name string, err error)

	//backoff:retry 2 attempt_timeout=100ms on_timeout=abandon idempotent=yes
	Do(req *http.Request) (*http.Response, error)
}

// A Legacy device knows no context at all: a default's limits hold all the same.
//
//backoff:retry 2 attempt_timeout=100ms on_timeout=abandon idempotent=yes
type Legacy interface {
	Read(register int) (int, error)
	Name() string
}
