package keypages_test

import (
	"context"
	"testing"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// stocks are down.
type stocks struct{ attempts int }

func (s *stocks) Count(ctx context.Context, article string) (int, error) {
	s.attempts++
	return 0, keypages.ErrUnavailable
}

func (s *stocks) Reserve(ctx context.Context, article string, n int) error {
	s.attempts++
	return keypages.ErrUnavailable
}

func TestBudget(t *testing.T) {
	tell(t, "budget", func(ctx context.Context, s *story) {
		inner := &stocks{}
		for range 30 {
			keypages.NewRetryingStocks(inner).Count(ctx, "nut")
		}
		s.say("30 calls have made %d attempts; without a budget they would have made 90.", inner.attempts)
		keypages.NewRetryingStocks(inner, backoff.WithObserver(s)).Reserve(ctx, "nut", 7)
	})
}
