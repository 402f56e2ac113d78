package backoff_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.uber.org/goleak"

	store "github.com/backoffgen/backoffgen/golden/backoff"
	"github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// inner fails twice, and then succeeds.
type inner struct {
	attempts int
	sum      int
}

func (i *inner) Do(ctx context.Context, p store.Policy, o store.Option) error {
	i.sum += int(p) + int(o)
	if _, limited := ctx.Deadline(); !limited {
		return nil
	}
	if i.attempts++; i.attempts < 3 {
		return errors.New("not yet")
	}
	return nil
}

func TestBothPackagesCalledBackoff(t *testing.T) {
	i := &inner{}
	var stats backoff.Stats
	decorated := store.NewRetryingStore(i, backoff.WithStats(&stats))
	if err := decorated.Do(t.Context(), 1, 10); err != nil || i.attempts != 3 || i.sum != 33 {
		t.Errorf("error is %v after %d attempts that add up to %d, want 3 and 33", err, i.attempts, i.sum)
	}
	var policies store.StorePolicies = store.DefaultStorePolicies()
	if policies.Do.MaxTries != 3 || policies.Do.Deadline != time.Minute {
		t.Errorf("the annotated policy is %v", policies.Do)
	}
}
