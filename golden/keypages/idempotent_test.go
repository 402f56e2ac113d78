package keypages_test

import (
	"context"
	"testing"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

type bookings struct{ callee }

func (b *bookings) Book(ctx context.Context, seat string) error { return b.next(ctx) }

func TestIdempotent(t *testing.T) {
	tell(t, "idempotent", func(ctx context.Context, s *story) {
		inner := &bookings{callee{{100 * ms, keypages.ErrBusy}, {takes: ever}}}
		keypages.NewRetryingBookings(inner, backoff.WithObserver(s)).Book(ctx, "7A")
	})
}
