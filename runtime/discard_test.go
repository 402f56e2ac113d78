package backoff_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// Rule 3.9: letting go of what nobody will get. An ending is the way that a result ends in.
type (
	ending          struct{ ended func(ctx context.Context) }
	closesUnder     ending
	closesUnderOnly ending
	rollsBack       ending
	rollsBackOnly   ending
	rollsBackUnder  ending
	stops           ending
	stopsWithError  ending
	stopsTimer      ending
	stopsUnder      ending
	cancels         ending
	cancelsOnly     ending
	cancelsUnder    ending
	transaction     ending
)

func (e closesUnder) Close(ctx context.Context) error       { e.ended(ctx); return errBusy }
func (e closesUnderOnly) Close(ctx context.Context)         { e.ended(ctx) }
func (e rollsBack) Rollback() error                         { e.ended(nil); return errBusy }
func (e rollsBackOnly) Rollback()                           { e.ended(nil) }
func (e rollsBackUnder) Rollback(ctx context.Context) error { e.ended(ctx); return errBusy }
func (e stops) Stop()                                       { e.ended(nil) }
func (e stopsWithError) Stop() error                        { e.ended(nil); return errBusy }
func (e stopsTimer) Stop() bool                             { e.ended(nil); return true }
func (e stopsUnder) Stop(ctx context.Context) error         { e.ended(ctx); return errBusy }
func (e cancels) Cancel() error                             { e.ended(nil); return errBusy }
func (e cancelsOnly) Cancel()                               { e.ended(nil) }
func (e cancelsUnder) Cancel(ctx context.Context) error     { e.ended(ctx); return errBusy }
func (e transaction) Rollback(ctx context.Context) error    { e.ended(ctx); return nil }
func (transaction) Commit(context.Context) error            { panic("nobody has asked for that") }
func (transaction) Stop()                                   { panic("it has a Rollback") }

// endings are all kinds of results, each with a function that is told when it ends.
func endings(ended func(ctx context.Context)) []any {
	e := ending{ended}
	return []any{
		closer(func() { ended(nil) }), closesUnder(e), closesUnderOnly(e), rollsBack(e), rollsBackOnly(e), rollsBackUnder(e), stops(e),
		stopsWithError(e), stopsTimer(e), stopsUnder(e), cancels(e), cancelsOnly(e), cancelsUnder(e), transaction(e),
	}
}

func TestRule3_9_EveryKindOfResultIsLetGoOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ended atomic.Int32
		var under atomic.Pointer[context.Context] // of the last result that has ended under one
		limits := Policy{AttemptTimeout: 100 * ms, MaxTries: 1, Abandon: true}
		for i, result := range endings(func(ctx context.Context) {
			ended.Add(1)
			if ctx == nil {
				return
			}
			under.Store(&ctx)
			if deadline, ok := ctx.Deadline(); ctx.Err() != nil || !ok || time.Until(deadline) != 100*ms {
				t.Errorf("it is ended under a context with %v, until %v", ctx.Err(), time.Until(deadline))
			}
			if ctx.Value(key{}) != "value" {
				t.Error("the caller's values are lost")
			}
		}) {
			_, err := Do(context.WithValue(t.Context(), key{}, "value"), &limits, func(context.Context) (any, error) {
				time.Sleep(time.Second)
				return result, nil
			})
			if time.Sleep(time.Minute); err != ErrAttemptTimeout || ended.Load() != int32(i+1) {
				t.Errorf("%T: got %v, and %d of %d results have ended", result, err, ended.Load(), i+1)
			}
			if under := under.Load(); under != nil && (*under).Err() != context.Canceled {
				t.Errorf("%T: the context that it was ended under is not released at once: %v", result, (*under).Err())
			}
		}
	})
}

// While the attempt's context lives, what is rejected ends under that; the context is nil where a call has none.
func TestRule3_9_RejectedResultsEndUnderTheirAttempt(t *testing.T) {
	var none context.Context
	for name, test := range map[string]struct {
		p      Policy
		ctx    context.Context
		left   time.Duration
		traits decorate.Traits
	}{
		"limits":                     {Policy{AttemptTimeout: time.Second}, context.Background(), 900 * ms, 0},
		"limits, result":             {Policy{AttemptTimeout: time.Second}, context.Background(), 0, decorate.KeepsResult}, // no Deadline is told
		"no limits":                  {Policy{}, context.Background(), 0, 0},
		"abandoned":                  {Policy{AttemptTimeout: time.Second, Abandon: true}, context.Background(), 900 * ms, 0},
		"abandoned, nil":             {Policy{AttemptTimeout: time.Second, Abandon: true}, none, 900 * ms, 0},
		"abandoned, no limits":       {Policy{Abandon: true}, context.Background(), 0, 0},
		"abandoned, no limits, nil":  {Policy{Abandon: true}, none, 0, 0},
		"abandoned, result and nil":  {Policy{Abandon: true}, none, 0, decorate.KeepsResult},
		"hedged, nil":                {Policy{Hedge: time.Minute}, none, 0, 0},
		"hedged, result and nil":     {Policy{Hedge: time.Minute}, none, 0, decorate.KeepsResult},
		"a method without a context": {Policy{AttemptTimeout: time.Second}, none, 0, decorate.WithoutContext},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries, ended := 0, 0
				m := decorate.New("Store", 1).Method("Open", test.p, test.traits|decorate.RunsAsync)
				call := decorate.Async(&m, func(context.Context) (rollsBackUnder, error) {
					tries++
					time.Sleep(100 * ms)
					return rollsBackUnder{func(ctx context.Context) {
						ended++
						deadline, ok := ctx.Deadline()
						if ctx.Err() != nil || ok != (test.left > 0) || ok && time.Until(deadline) != test.left {
							t.Errorf("it is ended under a context with %v, until %v (%v)", ctx.Err(), time.Until(deadline), ok)
						}
					}}, nil
				})
				defer call.End()
				for {
					v, err := call.Next(test.ctx)
					if err == nil && tries == 1 && call.Reject(test.ctx, &err) {
						call.Discard(v)
					}
					if !call.Retry(test.ctx, err) {
						break
					}
					call.Discard(rollsBackUnder{func(context.Context) { t.Error("it is ended twice") }})
				}
				if call.Err() != nil || tries != 2 || ended != 1 {
					t.Errorf("%v after %d attempts, and %d results have ended", call.Err(), tries, ended)
				}
			})
		})
	}
}
