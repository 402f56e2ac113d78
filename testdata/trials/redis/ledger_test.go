package redis

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// With idempotent=no nothing is carried out twice while connections break.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		s := start(t, t.TempDir())
		client := dial(t, trial.BreakingProxy(t, s.addr)) // which makes one try
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error {
			return client.HIncrBy(ctx, "ledger", strconv.Itoa(id), 1).Err()
		}}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int {
			all, err := dial(t, s.addr).HGetAll(t.Context(), "ledger").Result()
			if err != nil {
				t.Fatal(err)
			}
			done := map[int]int{}
			for id, n := range all {
				key, err := strconv.Atoi(id)
				count, err2 := strconv.Atoi(n)
				if err := errors.Join(err, err2); err != nil {
					t.Fatal(err)
				}
				done[key] = count
			}
			return done
		}
	}}.NothingTwice(t)
}
