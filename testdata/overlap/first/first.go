// Package first has an interface that another package's interface embeds.
package first

import (
	"context"
	"io"
)

// A Store can be closed.
type Store interface {
	io.ReadCloser
	Get(ctx context.Context, id string) (string, error)
}
