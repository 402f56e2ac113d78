package ending_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/ending"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// mapped fails with the same error each time.
type mapped struct {
	err  error
	wait time.Duration
}

func (m *mapped) fail(context.Context) error {
	time.Sleep(m.wait)
	return m.err
}

func (m *mapped) Load(ctx context.Context, id string) (string, error) { return id, m.fail(ctx) }
func (m *mapped) Own(ctx context.Context) error                       { return m.fail(ctx) }
func (m *mapped) Last(ctx context.Context) error                      { return m.fail(ctx) }
func (m *mapped) Else(ctx context.Context) (string, error)            { return "", m.fail(ctx) }
func (m *mapped) Left(ctx context.Context) error                      { return m.fail(ctx) }
func (m *mapped) Empty(ctx context.Context, _ string) (string, error) { return "", m.fail(ctx) }
func (m *mapped) Translate(err error) error                           { return errors.Join(ending.ErrNotFound, err) }

// Every error that a call ends with is mapped, however it ends, and an observer is told what the caller gets.
//
// Rule 1.38.
func TestEveryErrorOfACallIsMapped(t *testing.T) {
	other := errors.New("other")
	ctx := context.Background()
	for _, test := range []struct {
		name string
		err  error
		wait time.Duration
		call func(r *ending.RetryingMapped) error
		want string
	}{
		{"success", nil, 0, func(r *ending.RetryingMapped) error { _, err := r.Load(ctx, ""); return err }, ""},
		{"returned", other, 0, func(r *ending.RetryingMapped) error { _, err := r.Load(ctx, ""); return err }, "mapped: other"},
		{"nil leaves it", ending.ErrBusy, 0, func(r *ending.RetryingMapped) error { _, err := r.Load(ctx, ""); return err },
			"Mapped.Load: stopped after 3 attempts in 800ms: backoff: deadline exceeded; last error: busy"},
		{"a method of the inner value", other, 0, func(r *ending.RetryingMapped) error { return r.Own(ctx) }, "not found\nother"},
		{"the last error of a stopped call", ending.ErrBusy, 0, func(r *ending.RetryingMapped) error { return r.Last(ctx) }, "busy"},
		{"the error as it is", other, 0, func(r *ending.RetryingMapped) error { return r.Last(ctx) }, "other"},
		{"before the fallback", other, 0, func(r *ending.RetryingMapped) error { _, err := r.Else(ctx); return err }, "mapped: other"},
		{"what only looks like rejected results", backoff.ErrRejected, 0, func(r *ending.RetryingMapped) error { _, err := r.Else(ctx); return err },
			"mapped: backoff: the results were rejected"},
		{"rejected results", nil, 0, func(r *ending.RetryingMapped) error { _, err := r.Empty(ctx, "id"); return err },
			`id: "": Mapped.Empty: stopped after 2 attempts in 600ms: backoff: deadline exceeded`},
		{"an attempt that is left behind", other, time.Hour, func(r *ending.RetryingMapped) error { return r.Left(ctx) }, "mapped: backoff: attempt timeout exceeded"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told error
				observer := backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
					if e.Kind == backoff.EventCallEnded {
						told = e.Err
					}
				})
				err := test.call(ending.NewRetryingMapped(&mapped{err: test.err, wait: test.wait}, backoff.WithObserver(observer)))
				got := ""
				if err != nil {
					got = err.Error()
				}
				if got != test.want || told != err {
					t.Errorf("the call ends with %q, and observers are told %v; want %q", got, told, test.want)
				}
				time.Sleep(2 * time.Hour)
			})
		})
	}
}
