package engine

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

var errBusy, errFatal = errors.New("busy"), errors.New("fatal")

// plainRules are those of a policy that retries errBusy, and an early error.
type plainRules struct{}

// An early error comes from a call further inside that would have ended a second later.
type early struct{ at clock.Instant }

func (early) Error() string { return "early" }

func (plainRules) Judge(err error, _ bool) Judgement {
	if e, ok := err.(early); ok {
		return Judgement{Retryable: true, EndsLater: e.at.Add(time.Second)}
	}
	return Judgement{Retryable: err == errBusy}
}
func (plainRules) EndsLater(error) clock.Instant     { panic("no attempt runs beside another") }
func (plainRules) Giveup(error) bool                 { panic("there is nobody to ask") }
func (plainRules) Case(error, bool) (int, Judgement) { panic("there are no cases") }
func (plainRules) Delay(int, int, time.Duration, error) (own, asked time.Duration) {
	panic("no pause varies")
}
func (plainRules) Stopped(s Stop) error {
	return fmt.Errorf("stopped: %s after %d in %v, %v because of %v, %v, later %v", s.Reason, s.Attempts, s.Elapsed, s.Last, s.Cause, s.Caller, s.Ends)
}

// A withDeadline has a deadline of its own and nobody who ends it: a context type of a caller may be so.
type withDeadline struct {
	context.Context
	at time.Time
}

func (c withDeadline) Deadline() (time.Time, bool) { return c.at, true }

// What a plain method decides by itself is what Decide says: the same calls through the long way are the same.
func TestAPlainMethodDecidesAsDecideSays(t *testing.T) {
	callers := map[string]func(ctx context.Context) (context.Context, context.CancelFunc){
		"nil":        func(context.Context) (context.Context, context.CancelFunc) { return nil, func() {} },
		"Background": func(context.Context) (context.Context, context.CancelFunc) { return context.Background(), func() {} },
		"canceled": func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			cancel()
			return ctx, cancel
		},
		"canceled in the second try": func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancelCause(ctx)
			time.AfterFunc(15*time.Millisecond, func() { cancel(errFatal) })
			return ctx, func() { cancel(nil) }
		},
		"deadline in the second try": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 15*time.Millisecond)
		},
		"deadline as the second try ends": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return withDeadline{ctx, time.Now().Add(20 * time.Millisecond)}, func() {}
		},
		"a deadline that has passed without an end": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return withDeadline{ctx, time.Now()}, func() {}
		},
		"a deadline to come": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return withDeadline{ctx, time.Now().Add(time.Minute)}, func() {}
		},
		"a bound of two tries": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return attempt.WithMaxTries(ctx, 2), func() {}
		},
	}
	errs := map[string]func(try int) error{
		"busy":         func(int) error { return errBusy },
		"fatal":        func(int) error { return errFatal },
		"busy, fatal":  func(try int) error { return []error{errBusy, errFatal}[min(try, 2)-1] },
		"busy, nil":    func(try int) error { return []error{errBusy, nil}[min(try, 2)-1] },
		"early":        func(int) error { return early{clock.Now()} },
		"busy, early":  func(try int) error { return []error{errBusy, early{clock.Now()}}[min(try, 2)-1] },
		"canceled":     func(int) error { return context.Canceled },
		"busy, cancel": func(try int) error { return []error{errBusy, context.Canceled}[min(try, 2)-1] },
	}
	for callerName, caller := range callers {
		for errName, err := range errs {
			for _, maxTries := range []int{0, 1, 2, 3} {
				if maxTries == 0 && errName != "fatal" && errName != "busy, nil" {
					maxTries = 7
				}
				for _, pause := range []time.Duration{0, 4 * time.Millisecond, 5 * time.Second} {
					t.Run(fmt.Sprintf("%s, %s, %d tries, a pause of %v", callerName, errName, maxTries, pause), func(t *testing.T) {
						play := func(plain bool) (told []string) {
							synctest.Test(t, func(t *testing.T) {
								m := NewMethod("Store.Fetch", 0, &Options{}, Policy{Limits: decision.Limits{MaxTries: maxTries}, Pause: pause, Rules: plainRules{}, Sentinel: errBusy})
								if !m.plain {
									t.Fatal("the method is not plain")
								}
								m.plain, m.again.plain = plain, plain
								ctx, cancel := caller(t.Context())
								defer cancel()
								began := time.Now()
								call := m.Call()
								for try := 1; try < 10; try++ {
									call.Attempt(ctx)
									time.Sleep(10 * time.Millisecond)
									again := call.Retry(ctx, err(try))
									told = append(told, fmt.Sprintf("%d: %v, %v at %v", try, again, call.Err(), time.Since(began)))
									if !again {
										return
									}
								}
							})
							return told
						}
						if short, long := fmt.Sprint(play(true)), fmt.Sprint(play(false)); short != long {
							t.Errorf("the short way:\n%s\nthe long way:\n%s", short, long)
						}
					})
				}
			}
		}
	}
}

// A countingContext counts how often it is asked what never changes.
type countingContext struct {
	context.Context
	deadlines, values int
}

func (c *countingContext) Deadline() (time.Time, bool) {
	c.deadlines++
	return c.Context.Deadline()
}

func (c *countingContext) Value(key any) any {
	c.values++
	return c.Context.Value(key)
}

// A caller's context that has neither a deadline nor a bound on tries is asked no more after the first failure: values may be looked
// for in many contexts.
func TestAFreeContextIsAskedOnce(t *testing.T) {
	m := NewMethod("Store.Fetch", 0, &Options{}, Policy{Rules: plainRules{}, Sentinel: errBusy})
	ctx := &countingContext{Context: context.Background()}
	call := m.Call()
	asked := func() [2]int {
		call.Attempt(ctx)
		if !call.Retry(ctx, errBusy) {
			t.Fatalf("no retry: %v", call.Err())
		}
		return [2]int{ctx.deadlines, ctx.values}
	}
	first := asked()
	if first[0] == 0 || first[1] == 0 {
		t.Errorf("asked %v times for the deadline and for values", first)
	}
	if second := asked(); second != first {
		t.Errorf("asked %v times after two failures, %v after one", second, first)
	}
}

// A method is plain only where nothing else is to be asked or told.
func TestWhatIsNotPlain(t *testing.T) {
	plain := Policy{Rules: plainRules{}, Limits: decision.Limits{MaxTries: 3}}
	for name, test := range map[string]struct {
		change  func(p *Policy)
		traits  Traits
		options Options
	}{
		"timeout":                   {change: func(p *Policy) { p.Timeout = time.Second }},
		"deadline":                  {change: func(p *Policy) { p.Limits.Deadline = time.Second }},
		"deadline, without context": {change: func(p *Policy) { p.Limits.Deadline = time.Second }, traits: WithoutContext},
		"varies":                    {change: func(p *Policy) { p.Varies = true }},
		"giveup":                    {change: func(p *Policy) { p.Limits.Giveup = true }},
		"hedge":                     {change: func(p *Policy) { p.Hedge = 1 }},
		"abandon":                   {change: func(p *Policy) { p.Abandon = true }},
		"fallback":                  {traits: HasFallback},
		"budget":                    {options: Options{Budget: &books{}}},
		"a watcher":                 {options: Options{Watchers: []func(string) Watcher{func(string) Watcher { return nil }}}},
	} {
		p := plain
		if test.change != nil {
			test.change(&p)
		}
		if m := NewMethod("Store.Fetch", test.traits, &test.options, p); m.plain {
			t.Errorf("with %s a method is plain", name)
		}
	}
	pause := plain
	pause.Pause = time.Second
	for _, traits := range []Traits{0, WithoutContext, KeepsResult, RunsAsync} {
		for _, p := range []Policy{plain, pause} {
			if m := NewMethod("Store.Fetch", traits, &Options{}, p); !m.plain {
				t.Errorf("with %v and a pause of %v a method is not plain", traits, p.Pause)
			}
		}
	}
}

// books are a Budget.
type books struct{}

func (*books) Began()      {}
func (*books) Succeeded()  {}
func (*books) Failed()     {}
func (*books) Retry() bool { return true }
