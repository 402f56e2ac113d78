package backoff_test

import (
	"context"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
)

var succeed storeFunc = func(context.Context) (int, error) { return 1, nil }

func BenchmarkDecorator(b *testing.B) {
	failures := 0
	busyTwice := storeFunc(func(context.Context) (int, error) {
		if failures++; failures%3 != 0 {
			return 0, errBusy
		}
		return 1, nil
	})
	limits := Policy{AttemptTimeout: time.Second, Deadline: time.Minute}
	for name, s := range map[string]*retryingStore{
		"success":         newRetryingStore(succeed, busyPolicy),
		"limits":          newRetryingStore(succeed, limits),
		"limits and Done": newRetryingStore(storeFunc(func(ctx context.Context) (int, error) { ctx.Done(); return 1, nil }), limits),
		"two failures":    newRetryingStore(busyTwice, busyPolicy),
		"stats":           newRetryingStore(succeed, busyPolicy, WithStats(new(Stats))),
	} {
		b.Run(name, func(b *testing.B) {
			ctx := b.Context()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Fetch(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDo(b *testing.B) {
	ctx := b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Do(ctx, &busyPolicy, succeed); err != nil {
			b.Fatal(err)
		}
	}
}
