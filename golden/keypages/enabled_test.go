package keypages_test

import (
	"context"
	"testing"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

type notices struct{ callee }

func (n *notices) Send(ctx context.Context, text string) error { return n.next(ctx) }

func TestEnabled(t *testing.T) {
	tell(t, "enabled", func(ctx context.Context, s *story) {
		policies := keypages.DefaultNoticesPolicies()
		if err := backoff.UnmarshalEnviron([]string{"BACKOFF_NOTICES_ENABLED=false"}, policies.Named()); err != nil {
			t.Fatal(err)
		}
		inner := &notices{callee{{10 * ms, keypages.ErrUnavailable}}}
		decorator, err := keypages.NewRetryingNotices(inner, backoff.WithObserver(s)).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		decorator.Send(ctx, "maintenance at noon")
	})
}
