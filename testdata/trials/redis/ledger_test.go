package redis

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// A ledger adds one to a key for each id, by one try of the client, and counts its attempts.
type ledger struct {
	client   *redis.Client
	attempts *atomic.Int64
}

func (l ledger) Once(ctx context.Context, id int) error {
	l.attempts.Add(1)
	return l.client.HIncrBy(ctx, "ledger", strconv.Itoa(id), 1).Err()
}

func (l ledger) Again(ctx context.Context, id int) error { return l.Once(ctx, id) }

// With idempotent=no nothing is carried out twice while connections break.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		s := start(t, t.TempDir())
		attempts := &atomic.Int64{}
		return NewRetryingLedger(ledger{dial(t, trial.BreakingProxy(t, s.addr)), attempts}), attempts, func() map[int]int {
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
