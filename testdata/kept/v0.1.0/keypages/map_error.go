package keypages

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Archives report errors in words of their own.
//
//backoff:policy errors=io.ErrUnexpectedEOF pause=100ms max_tries=3 map_error=asArchive
type Archives interface {
	Open(ctx context.Context, name string) ([]byte, error)
	Store(ctx context.Context, name string, data []byte) error
}

// ErrArchive is what the callers of Archives look for.
var ErrArchive = errors.New("the archive is unavailable")

// asArchive says in the archive's words that it cannot be reached, and leaves other errors as they are.
func asArchive(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %w", ErrArchive, err)
	}
	return nil
}
