package backoff_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// Rules 3.7 and 3.8: a call that a panic or a Goexit leaves has ended for all that watch it, once, with a reason of its own,
// in every driver and at whatever place.
func TestRule3_7_APanicIsAReason(t *testing.T) {
	for driver, change := range map[string]func(p *Policy){
		"limits":    func(p *Policy) { p.AttemptTimeout = time.Minute },
		"no limits": func(*Policy) {},
		"hedged":    func(p *Policy) { p.Hedge = time.Minute },
		"abandoned": func(p *Policy) { p.Abandon = true },
	} {
		for place, at := range map[string]struct {
			leave  step
			giveup bool
		}{
			"a panic of the callee":  {leave: func(context.Context) error { panic("boom") }},
			"a Goexit of the callee": {leave: func(context.Context) error { runtime.Goexit(); return nil }},
			"a panic of giveup":      {leave: fail(errFatal), giveup: true},
		} {
			t.Run(place+", "+driver, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := Policy{Errors: []Matcher{Any}, Pause: 10 * ms}
					change(&p)
					if at.giveup {
						p.Giveup = func(err error) bool {
							if err == errFatal {
								panic("boom")
							}
							return false
						}
					}
					var told []Event
					var text strings.Builder
					m := decorate.New("Store", 1, WithLogger(slog.New(slog.NewTextHandler(&text, nil))),
						WithObserver(ObserverFunc(func(_ context.Context, e Event) {
							if e.Kind == EventCallEnded {
								told = append(told, e)
							}
						}))).Method("Fetch", p, decorate.RunsAsync)
					gone := make(chan any)
					go func() {
						defer close(gone)
						defer func() { gone <- recover() }()
						_, _ = async(t.Context(), &m, nth(fail(errBusy), at.leave))
					}()
					if v := <-gone; (v == "boom") != strings.HasPrefix(place, "a panic") {
						t.Errorf("recovered %v", v)
					}
					<-gone
					want := []Event{{Kind: EventCallEnded, Method: "Store.Fetch", Try: 2, Elapsed: 10 * ms, Retried: true, Reason: ReasonPanicked}}
					if !at.giveup && !p.Abandon && p.Hedge == 0 { // else there is an event of its end
						want[0].Unended = 1
					}
					if diff := cmp.Diff(want, told); diff != "" {
						t.Errorf("told (-want +got):\n%s", diff)
					}
					if logged := text.String(); !strings.Contains(logged, "level=ERROR msg=\"backoff: call ended\" method=Store.Fetch try=2 elapsed=10ms reason=panicked") {
						t.Errorf("logged:\n%s", logged)
					}
				})
			})
		}
	}
}

// Where nothing stands by, the end is told together with CallAborted, which is what a ContextObserver is told instead. Nobody has been
// told of the end of an attempt that panics itself; of one after which an observer does everybody has.
func TestRule3_8_ObserversBesideAContextObserverLearnThatACallIsAborted(t *testing.T) {
	for _, test := range []struct {
		limit   time.Duration
		unended int
	}{{0, 1}, {time.Minute, 1}, {0, 0}, {time.Minute, 0}} {
		t.Run(fmt.Sprintf("deadline %v, %d unended", test.limit, test.unended), func(t *testing.T) {
			var told tale
			aborted, ended := make(chan string, 2), make(chan Event, 2)
			plain := ObserverFunc(func(ctx context.Context, e Event) {
				switch e.Kind {
				case EventAttemptEnded:
					panic("observer")
				case EventCallEnded:
					if path(ctx) != "/a:Store.Fetch" {
						t.Errorf("told under %s", path(ctx))
					}
					ended <- e
				}
			})
			p := busyPolicy
			p.Deadline = test.limit
			leave(t, p, func() {
				if test.unended == 1 {
					panic("inner")
				}
			}, tracer{"a", &told, aborted}, plain)
			for range 2000 {
				runtime.GC()
				if len(aborted) > 0 && len(ended) > 0 {
					break
				}
				time.Sleep(ms)
			}
			if len(aborted) != 1 || len(ended) != 1 {
				t.Fatalf("%d were told that the call was aborted, %d that it has ended", len(aborted), len(ended))
			}
			if e := <-ended; e.Reason != ReasonPanicked || e.Try != 1 || e.Unended != test.unended || e.Retried || e.Err != nil || e.Elapsed <= 0 {
				t.Errorf("told %+v", e)
			}
		})
	}
}
