package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A tellingStore is busy, and says which attempt it is called in.
type tellingStore struct{}

func (tellingStore) Save(ctx context.Context) error {
	if a, ok := backoff.AttemptFrom(ctx); ok {
		fmt.Println(a.Method, a.Number, a.Last)
	}
	return errBusy
}

func ExampleAttemptFrom() {
	if err := NewRetryingStore(tellingStore{}).Save(context.Background()); err != nil {
		fmt.Println(err)
	}
	// The first attempt of a method without limits has its caller's own context, and says nothing.

	// Output:
	// Store.Save 2 busy
	// Store.Save 3 busy
	// busy
}

func ExampleAttempt() {
	ctx := context.Background()
	limited := backoff.Policy{AttemptTimeout: time.Second, MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}}
	_ = backoff.Run(ctx, &limited, func(ctx context.Context) error {
		a, _ := backoff.AttemptFrom(ctx)
		fmt.Println(a.Number, a.Nested, !a.Began.IsZero(), a.Last)
		return errBusy
	})
	// Output:
	// 1 false true <nil>
	// 2 false true busy
}

func ExampleWithMaxTries() {
	ctx := backoff.WithMaxTries(context.Background(), 2) // the policy allows 3
	if err := NewRetryingStore(tellingStore{}).Save(ctx); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Store.Save 2 busy
	// busy
}

func ExampleWithNestedOnce() {
	inner := NewRetryingStore(tellingStore{}, backoff.WithNestedOnce())
	again := backoff.Policy{MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}}
	err := backoff.Run(context.Background(), &again, func(ctx context.Context) error {
		fmt.Println("outside")
		return inner.Save(ctx)
	})
	fmt.Println(err)
	// Output:
	// outside
	// Store.Save 2 busy
	// Store.Save 3 busy
	// outside
	//  2 busy
	// busy
}

func ExampleIdempotencyKey() {
	// In a method with idempotent=key the key is there by itself.
	ctx := backoff.WithIdempotencyKey(context.Background(), "order 7")
	key, ok := backoff.IdempotencyKey(ctx)
	fmt.Println(key, ok)

	_, ok = backoff.IdempotencyKey(context.Background())
	fmt.Println(ok)
	// Output:
	// order 7 true
	// false
}

func ExampleWithIdempotencyKey() {
	order := struct{ ID string }{"order-7"} // stored before it is placed
	send := func(ctx context.Context) error {
		key, _ := backoff.IdempotencyKey(ctx)
		fmt.Println("Idempotency-Key:", key)
		return errors.New("connection lost")
	}
	policy := backoff.Policy{MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}}
	fmt.Println(backoff.Run(backoff.WithIdempotencyKey(context.Background(), order.ID), &policy, send))
	// Output:
	// Idempotency-Key: order-7
	// Idempotency-Key: order-7
	// connection lost
}
