package backoff

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestSmoke(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		busy := errors.New("busy")
		n := 0
		p := &Policy{AttemptTimeout: 100 * time.Millisecond, Deadline: time.Second, Pause: 100 * time.Millisecond, Errors: []Matcher{Is(busy)}}
		v, err := Do(t.Context(), p, func(ctx context.Context) (int, error) {
			n++
			d, ok := ctx.Deadline()
			t.Log(n, time.Since(start), d.Sub(start), ok)
			if n == 1 {
				<-ctx.Done()
				t.Log(context.Cause(ctx), ctx.Err())
				return 1, ctx.Err()
			}
			if n == 3 {
				time.Sleep(150 * time.Millisecond)
			}
			return n, busy
		})
		t.Log(v, err, time.Since(start), errors.Is(err, busy), errors.Is(err, ErrDeadline))
	})
}

func BenchmarkLimits(b *testing.B) {
	ctx := context.Background()
	m := Decorate("X", 1).Method("Y", Policy{AttemptTimeout: time.Second, Deadline: time.Minute})
	f := func(ctx context.Context) error { return nil }
	b.ReportAllocs()
	g := func(ctx context.Context) error {
		call := m.Call()
		defer call.End()
		for {
			err := f(call.Attempt(ctx))
			if call.Done(ctx, err) {
				return call.Err()
			}
		}
	}
	for b.Loop() {
		g(ctx)
	}
}

func BenchmarkPlainDo(b *testing.B) {
	ctx := context.Background()
	p := &Policy{MaxTries: 3, Errors: []Matcher{Any()}}
	b.ReportAllocs()
	for b.Loop() {
		Run(ctx, p, func(context.Context) error { return nil })
	}
}

func BenchmarkTwoFailures(b *testing.B) {
	ctx := context.Background()
	busy := errors.New("busy")
	p := &Policy{MaxTries: 3, Errors: []Matcher{Is(busy)}}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		Run(ctx, p, func(context.Context) error {
			n++
			if n%3 != 0 {
				return busy
			}
			return nil
		})
	}
}
