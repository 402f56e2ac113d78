package hedge_test

import (
	"context"
	"fmt"
	"time"

	"github.com/backoffgen/backoffgen/golden/hedge"
)

// replicas answer one after another; the first does not answer at all.
type replicas struct {
	hedge.Store
	asked chan int
	lost  chan error
}

func (r *replicas) Fetch(ctx context.Context, id int) (hedge.User, error) {
	if n := <-r.asked; n > 1 {
		return hedge.User{ID: id}, nil
	}
	<-ctx.Done()
	r.lost <- context.Cause(ctx)
	return hedge.User{}, ctx.Err()
}

// hedge begins another try beside one that takes long. The first success wins, and the other try's context ends.
func ExampleRetryingStore_Fetch_hedge() {
	inner := &replicas{asked: make(chan int, 3), lost: make(chan error, 3)}
	for n := 1; n <= 3; n++ {
		inner.asked <- n
	}
	policies := hedge.DefaultStorePolicies()
	policies.Fetch.Hedge = time.Millisecond // instead of 100ms, for the example's sake
	store, err := hedge.NewRetryingStore(inner).WithPolicies(policies)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(store.Fetch(context.Background(), 7))
	fmt.Println(<-inner.lost)
	// Output:
	// {7} <nil>
	// backoff: another attempt has ended the call
}
