package backoff_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	. "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// An angry tracer panics when a call is aborted.
type angry struct{ tracer }

func (a angry) CallAborted(ctx context.Context, method string) {
	a.tracer.CallAborted(ctx, method)
	panic("an angry observer")
}

// What the garbage collector finds has no caller: a panic then would end the program.
func TestAnObserverThatPanicsWhenACallIsCollected(t *testing.T) {
	text := logs(t)
	var told tale
	aborted := make(chan string, 2)
	leave(t, busyPolicy, func() { panic("inner") }, angry{tracer{"a", &told, aborted}})
	for range 2000 {
		runtime.GC()
		if strings.Contains(text(), "an angry observer") {
			break
		}
		time.Sleep(ms)
	}
	if got := text(); !strings.Contains(got, "an angry observer") || !strings.Contains(got, "Store.Fetch") || !strings.Contains(got, "CallAborted") {
		t.Errorf("logged: %s", got)
	}
	if len(aborted) != 1 {
		t.Errorf("told %d times", len(aborted))
	}
}

// A call is aborted by whatever panics in it, at once where something stands by: spans would stay open else.
func TestAPanicOfWhatTheCallAsksAbortsIt(t *testing.T) {
	boom := func(error) bool { panic("asked") }
	for name, change := range map[string]func(p *Policy){
		"giveup":     func(p *Policy) { p.Giveup = boom },
		"pause_from": func(p *Policy) { p.PauseFrom = func(error) (time.Duration, bool) { panic("asked") } },
		"errors":     func(p *Policy) { p.Errors = []Matcher{MatchFunc(boom)} },
		"random":     func(p *Policy) { p.Jitter, p.Random = JitterFull, func() float64 { panic("asked") } },
	} {
		for _, hedge := range []time.Duration{0, time.Second} {
			t.Run(fmt.Sprintf("%s, hedge %v", name, hedge), func(t *testing.T) {
				var told tale
				aborted := make(chan string, 2)
				p := Policy{Deadline: time.Hour, Pause: ms, Errors: []Matcher{Any}, Hedge: hedge}
				change(&p)
				m := decorate.New("Store", 1, WithObserver(tracer{"a", &told, aborted})).Method("Fetch", p, decorate.RunsAsync)
				if v := recovered(func() {
					_, _ = async(t.Context(), &m, func(context.Context) (int, error) { return 0, errBusy })
				}); v != "asked" {
					t.Errorf("recovered %v", v)
				}
				if len(aborted) != 1 {
					t.Fatalf("told %d times that the call was aborted", len(aborted))
				}
				if got := <-aborted; got != "Store.Fetch /a:Store.Fetch/a:1" {
					t.Error(got)
				}
			})
		}
	}
}

// Of a call that is left before its first attempt has begun there is nothing to tell: an argument that panics while it is asked where it
// stands leaves nobody with a call that he does not know.
func TestACallThatIsLeftBeforeItsFirstAttempt(t *testing.T) {
	var told tale
	aborted := make(chan string, 2)
	var kinds []EventKind
	note := ObserverFunc(func(_ context.Context, e Event) { kinds = append(kinds, e.Kind) })
	m := decorate.New("Store", 1, WithObserver(tracer{"a", &told, aborted}), WithObserver(note)).Method("Put", Policy{Deadline: time.Hour})
	if v := recovered(func() {
		call := m.Call()
		defer call.End()
		call.Consumes(lostSeeker{})
	}); v != "where?" {
		t.Errorf("recovered %v", v)
	}
	if len(aborted) != 0 || len(told.lines) != 0 || len(kinds) != 0 {
		t.Errorf("told %d times that it was aborted, and %v, %v", len(aborted), told.lines, kinds)
	}
}

type lostSeeker struct{ io.Reader }

func (lostSeeker) Seek(int64, int) (int64, error) { panic("where?") }
