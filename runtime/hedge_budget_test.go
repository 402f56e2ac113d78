package backoff_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// No hedge begins at or after the deadline, after the last try, for a caller that is done, or when the budget refuses; then the
// budget is not asked, but for the last.
func TestRule4_5_WhatIsAskedBeforeAHedge(t *testing.T) {
	for name, test := range map[string]struct {
		p      Policy
		cancel time.Duration
		refuse bool
		want   string
		hedges int
	}{
		"all agree":          {Policy{Hedge: 100 * ms, MaxTries: 3}, time.Hour, false, "[0s 100ms 200ms]", 2},
		"max_tries":          {Policy{Hedge: 100 * ms, MaxTries: 1}, time.Hour, false, "[0s]", 0},
		"at the deadline":    {Policy{Hedge: 100 * ms, MaxTries: 3, Deadline: 100 * ms}, time.Hour, false, "[0s]", 0},
		"after one hedge":    {Policy{Hedge: 100 * ms, MaxTries: 3, Deadline: 150 * ms}, time.Hour, false, "[0s 100ms]", 1},
		"a caller that left": {Policy{Hedge: 100 * ms, MaxTries: 3}, 50 * ms, false, "[0s]", 0},
		"the budget":         {Policy{Hedge: 100 * ms, MaxTries: 3}, time.Hour, true, "[0s]", 1},
	} {
		for _, abandon := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, abandon %v", name, abandon), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					r := &run{t: t, began: time.Now()}
					r.way.call = func(ctx context.Context, p Policy, f storeFunc) (int, error) {
						b := &hedgeTally{refuse: test.refuse}
						m := decorate.New("Store", 1, WithBudget(b)).Method("Fetch", p, decorate.RunsAsync)
						n, err := async(ctx, &m, f)
						if b.hedges != test.hedges || b.asked != 0 {
							t.Errorf("the budget was asked about %d hedges and %d retries, want %d and none", b.hedges, b.asked, test.hedges)
						}
						return n, err
					}
					p := test.p
					p.Abandon = abandon
					r.call(r.cancelAfter(test.cancel), p, after(250*ms, nil)) // it heeds nothing
					if got := fmt.Sprint(r.begun()); got != test.want {
						t.Errorf("attempts at %s, want %s", got, test.want)
					}
					time.Sleep(time.Hour)
				})
			})
		}
	}
}

// A hedgeTally counts hedges apart.
type hedgeTally struct {
	tally
	hedges int
	refuse bool
}

func (b *hedgeTally) Hedge() bool { b.hedges++; return !b.refuse }

// The clock and the deadlines say whether an attempt timed out, whoever looked at its context, whatever it is for and however
// it runs.
func TestRule3_5_TimedOutByTheClockInEveryDriver(t *testing.T) {
	for _, traits := range []decorate.Traits{0, decorate.KeepsResult} {
		for driver, change := range map[string]func(p *Policy){
			"sequential": func(*Policy) {},
			"hedged":     func(p *Policy) { p.Hedge = time.Hour },
		} {
			for _, test := range []struct {
				cancel, deadline time.Duration // of the caller
				timedOut         bool
			}{
				{time.Hour, time.Hour, true}, {50 * ms, time.Hour, false}, {150 * ms, time.Hour, false},
				{time.Hour, 50 * ms, false}, {time.Hour, 100 * ms, false}, {time.Hour, 150 * ms, true},
			} {
				for _, look := range []func(ctx context.Context){
					func(context.Context) {}, func(ctx context.Context) { ctx.Done() }, func(ctx context.Context) { _ = ctx.Err() },
					func(ctx context.Context) { ctx.Deadline() }, func(ctx context.Context) { _, cancel := context.WithCancel(ctx); cancel() },
				} {
					t.Run(driver, func(t *testing.T) {
						synctest.Test(t, func(t *testing.T) {
							r := &run{t: t}
							ctx, cancel := context.WithTimeout(r.cancelAfter(test.cancel), test.deadline)
							defer cancel()
							p := Policy{AttemptTimeout: 100 * ms, MaxTries: 1}
							change(&p)
							m := decorate.New("Store", 1).Method("Fetch", p, traits, decorate.RunsAsync)
							_, err := async(ctx, &m, func(ctx context.Context) (int, error) {
								look(ctx)
								time.Sleep(200 * ms)
								look(ctx)
								return 0, errFatal
							})
							if errors.Is(err, ErrAttemptTimeout) != test.timedOut || !errors.Is(err, errFatal) {
								t.Errorf("cancelled at %v, deadline at %v, traits %v: got %v", test.cancel, test.deadline, traits, err)
							}
						})
					})
				}
			}
		}
	}
}
