package backoff_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// fetchDetached is Fetch in the generated form for a policy that hedges or abandons.
func fetchDetached(ctx context.Context, p Policy, o Observer, inner storeFunc) (int, error) {
	m := decorate.New("Store", inner, WithObserver(o)).Method("Fetch", p, decorate.RunsAsync)
	call := decorate.Async(&m, inner)
	defer call.End()
	for {
		n, err := call.Next(ctx)
		if !call.Retry(ctx, err) {
			return n, call.Err()
		}
	}
}

func TestContextObserversTellHedgesApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told tale
		n, err := fetchDetached(under(t.Context(), "caller"), with(func(p *Policy) { p.Hedge, p.MaxTries = 10*ms, 2 }),
			tracer{name: "a", told: &told}, func(ctx context.Context) (int, error) {
				if path(ctx) == "/caller/a:Store.Fetch/a:1" {
					<-ctx.Done() // it loses
					time.Sleep(ms)
					return 1, ctx.Err()
				}
				return 2, nil
			})
		if n != 2 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
		time.Sleep(time.Second)
		call := "/caller/a:Store.Fetch"
		told.check(t,
			"a attempt started "+call+"/a:1", "a attempt started "+call+"/a:2", "a attempt ended "+call+"/a:2",
			"a attempt ended "+call+"/a:1", "a call ended "+call, "a late attempt returned "+call+"/a:1",
		)
	})
}

func TestContextObserversLearnOfAPanicBesideAnotherAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told tale
		aborted := make(chan string, 2)
		func() {
			defer func() {
				if v := recover(); v != "inner" {
					t.Errorf("%v came through", v)
				}
			}()
			_, err := fetchDetached(t.Context(), with(func(p *Policy) { p.Hedge, p.MaxTries = 10*ms, 2 }),
				tracer{"a", &told, aborted}, func(ctx context.Context) (int, error) {
					if path(ctx) == "/a:Store.Fetch/a:1" {
						time.Sleep(15 * ms)
						panic("inner")
					}
					<-ctx.Done()
					return 0, ctx.Err()
				})
			t.Error("returned", err)
		}()
		if len(aborted) != 1 {
			t.Fatalf("told %d times of the end", len(aborted))
		}
		if got := <-aborted; got != "Store.Fetch /a:Store.Fetch/a:1" {
			t.Error(got)
		}
		time.Sleep(time.Second)
		told.check(t,
			"a attempt started /a:Store.Fetch/a:1", "a attempt started /a:Store.Fetch/a:2",
			"a attempt panicked /a:Store.Fetch/a:1", "a late attempt returned /a:Store.Fetch/a:2",
		)
	})
}

// An attempt's time is its own, whichever began last.
func TestObserversAreToldTheTimesOfHedges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ended []Event
		o := ObserverFunc(func(_ context.Context, e Event) {
			if e.Kind == EventAttemptEnded {
				ended = append(ended, Event{Try: e.Try, Elapsed: e.Elapsed})
			}
		})
		p := with(func(p *Policy) { p.Hedge, p.MaxTries = 10*ms, 3 })
		if _, err := fetchDetached(t.Context(), p, o, nth(after(25*ms, errBusy), after(25*ms, nil), after(25*ms, nil))); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Second)
		want := []Event{{Try: 1, Elapsed: 25 * ms}, {Try: 2, Elapsed: 25 * ms}, {Try: 3, Elapsed: 15 * ms}}
		if diff := cmp.Diff(want, ended); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}
