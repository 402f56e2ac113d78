package keypages

import (
	"context"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// RenderLimit lets twenty attempts run at the same time, those that were left behind included.
var RenderLimit = backoff.NewLimit(20)

// Renderers hang now and then, and do not heed their context.
type Renderers interface {
	// Render fails at once with backoff.ErrLimit when twenty attempts are stuck.
	//
	//backoff:policy attempt_timeout=2s on_timeout=abandon max_tries=2 pause=100ms guard=RenderLimit
	Render(ctx context.Context, page string) ([]byte, error)
}
