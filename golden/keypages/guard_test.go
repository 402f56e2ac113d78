package keypages_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// stuck renderers do not heed their context.
type stuck struct {
	attempts atomic.Int64
	end      chan struct{}
}

func (r *stuck) Render(ctx context.Context, page string) ([]byte, error) {
	r.attempts.Add(1)
	<-r.end
	return nil, nil
}

func TestGuard(t *testing.T) {
	tell(t, "guard", func(ctx context.Context, s *story) {
		inner := &stuck{end: make(chan struct{})}
		defer close(inner.end)
		for range 100 {
			keypages.NewRetryingRenderers(inner).Render(ctx, "index")
		}
		s.say("100 calls have called the inner method %d times, and all of these are stuck.", inner.attempts.Load())
		keypages.NewRetryingRenderers(inner, backoff.WithObserver(s)).Render(ctx, "index")
	})
}
