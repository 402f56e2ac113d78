// Package seedretry is the documentation's examples of asyncretry.
package seedretry

import (
	"context"
	"errors"
)

// Files are somewhere else.
type Files interface {
	// Download is tried five times, whatever its error is.
	//
	//backoff:retry 5
	Download(ctx context.Context, url string) ([]byte, error)

	// Lock is tried three times when the connection is the trouble.
	//
	//backoff:retry 3 exceptions=ErrConnection
	Lock(ctx context.Context) (unlock func(), err error)
}

// ErrConnection is the error of a broken connection.
var ErrConnection = errors.New("connection error")
