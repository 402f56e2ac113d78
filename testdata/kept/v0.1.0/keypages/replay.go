package keypages

import (
	"context"
	"io"
)

// Backups are read from what may be a file, or the end of a pipe.
type Backups interface {
	// Upload rewinds a file for the next attempt; with a pipe there is no next one.
	//
	//backoff:retry 3 errors=ErrBusy
	Upload(ctx context.Context, name string, from io.Reader) error

	// Append goes on where the last attempt has stopped reading.
	//
	//backoff:retry 3 errors=ErrBusy replay=always
	Append(ctx context.Context, name string, from io.Reader) error
}
