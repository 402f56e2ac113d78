package backoff_test

import (
	"context"
	"errors"
	"fmt"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

func ExampleWithBudget() {
	budget, err := backoff.NewRetryRatio(0, 0) // no retries at all, for the example
	if err != nil {
		fmt.Println(err)
		return
	}
	store := NewRetryingStore(&flakyStore{}, backoff.WithBudget(budget))
	err = store.Save(context.Background())
	if stopped, ok := errors.AsType[*backoff.Error](err); ok {
		fmt.Println(stopped.Reason == backoff.ReasonBudget, stopped.Attempts, stopped.Last)
	}
	fmt.Println(errors.Is(err, backoff.ErrBudget), errors.Is(err, errBusy))
	// Output:
	// true 1 busy
	// true true
}

// One budget may be shared by all decorators around clients of one service.
func ExampleNewThrottle() {
	budget, err := backoff.NewThrottle(10, 0.1) // retries while more than 5 tokens are left
	if err != nil {
		fmt.Println(err)
		return
	}
	var stats backoff.Stats
	outage := NewRetryingStore(brokenStore{}, backoff.WithBudget(budget), backoff.WithStats(&stats))
	for range 10 {
		if err := outage.Save(context.Background()); !errors.Is(err, errBusy) {
			fmt.Println(err)
		}
	}
	fmt.Println("10 calls,", stats.Method("Store.Save").Attempts, "attempts")
	// Output: 10 calls, 13 attempts
}

func ExampleNewRetryRatio() {
	budget, err := backoff.NewRetryRatio(0.2, 0) // of the last ten seconds' calls a fifth may be tried again
	if err != nil {
		fmt.Println(err)
		return
	}
	var stats backoff.Stats
	outage := NewRetryingStore(brokenStore{}, backoff.WithBudget(budget), backoff.WithStats(&stats))
	for range 10 {
		if err := outage.Save(context.Background()); !errors.Is(err, errBusy) {
			fmt.Println(err)
		}
	}
	fmt.Println("10 calls,", stats.Method("Store.Save").Attempts, "attempts")
	// Output: 10 calls, 12 attempts
}

// The quota of the AWS SDKs, for a service that says when it is overloaded.
func ExampleNewRetryQuota() {
	throttled := func(err error) bool { return errors.Is(err, errBusy) }
	budget, err := backoff.NewRetryQuota(20, throttled) // the SDKs have 500 tokens
	if err != nil {
		fmt.Println(err)
		return
	}
	var stats backoff.Stats
	outage := NewRetryingStore(brokenStore{}, backoff.WithBudget(budget), backoff.WithStats(&stats))
	for range 10 {
		if err := outage.Save(context.Background()); !errors.Is(err, errBusy) {
			fmt.Println(err)
		}
	}
	fmt.Println("10 calls,", stats.Method("Store.Save").Attempts, "attempts")
	// Output: 10 calls, 14 attempts
}

// A variable of the package, which many decorators share.
var sharedBudget = backoff.Must(backoff.NewThrottle(10, 0.1))

func ExampleMust() {
	store := NewRetryingStore(&flakyStore{}, backoff.WithBudget(sharedBudget))
	fmt.Println(store.Save(context.Background()))
	// Output: <nil>
}

// A switchBudget lets an operator turn retries off.
type switchBudget struct{ off bool }

func (b *switchBudget) Began()      {}
func (b *switchBudget) Succeeded()  {}
func (b *switchBudget) Failed()     {}
func (b *switchBudget) Retry() bool { return !b.off }

func ExampleRetryBudget() {
	budget := &switchBudget{}
	store := NewRetryingStore(&flakyStore{}, backoff.WithBudget(budget))
	fmt.Println(store.Save(context.Background()))
	budget.off = true
	fmt.Println(errors.Is(store.Save(context.Background()), backoff.ErrBudget))
	// Output:
	// <nil>
	// true
}

// What a program gives all its decorators.
func ExampleOption() {
	var stats backoff.Stats
	options := []backoff.Option{backoff.WithStats(&stats), backoff.WithBudget(&switchBudget{})}
	store := NewRetryingStore(&flakyStore{}, options...)
	fmt.Println(store.Save(context.Background()), stats.Method("Store.Save").Attempts)
	// Output: <nil> 2
}
