// Package runtime is called as a standard package, and has a folder of that name.
package runtime

import (
	"context"
	"runtime"

	own "github.com/backoffgen/backoffgen/testdata/runtime/runtime"
)

// Frames uses all three.
type Frames interface {
	//backoff:policy deadline=1m max_tries=3 errors=error
	Frame(ctx context.Context, of own.Frame, runtime int) (*runtime.Frame, error)
}
