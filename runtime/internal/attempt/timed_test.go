package attempt

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
	"github.com/backoffgen/backoffgen/runtime/internal/countctx"
)

type otherKey struct{}

// A pair is an attempt's context and the one of package context that it has to be like.
type pair struct {
	name string
	ours context.Context
	std  context.Context
}

// same compares everything that a context says. The order in which it asks is random: the first question may be the one
// that makes ours a real context.
func (p pair) same(t *testing.T, random *rand.Rand, askDone bool) {
	t.Helper()
	questions := []func(ctx context.Context) any{
		func(ctx context.Context) any { return [2]any{"Err", ctx.Err()} },
		func(ctx context.Context) any { return [2]any{"Cause", context.Cause(ctx)} },
		func(ctx context.Context) any { return [2]any{"Value", ctx.Value(key{})} },
		func(ctx context.Context) any { return [2]any{"no Value", ctx.Value("no key")} },
		func(ctx context.Context) any {
			d, ok := ctx.Deadline()
			return [3]any{"Deadline", d.UnixNano(), ok}
		},
	}
	if askDone {
		questions = append(questions, func(ctx context.Context) any { return [2]any{"Done", isDone(ctx)} })
	}
	for _, i := range random.Perm(len(questions)) {
		if ours, std := questions[i](p.ours), questions[i](p.std); ours != std {
			t.Errorf("%s: %v, want %v", p.name, ours, std)
		}
	}
}

func isDone(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return true
	default:
		return false
	}
}

// child makes the same child of both.
func (p pair) child(t *testing.T, random *rand.Rand) pair {
	of := func(parent context.Context, kind int) (context.Context, string) {
		switch kind {
		case 0:
			ctx, cancel := context.WithCancel(parent)
			t.Cleanup(cancel)
			return ctx, "WithCancel"
		case 1:
			ctx, cancel := context.WithTimeout(parent, 3*ms+ms/4) // never at one instant with another timer
			t.Cleanup(cancel)
			return ctx, "WithTimeout"
		case 2:
			return context.WithValue(parent, otherKey{}, "value"), "WithValue"
		case 3:
			return context.WithoutCancel(parent), "WithoutCancel"
		case 4: // one whose end shows that the function ran
			ctx, cancel := context.WithCancelCause(context.WithoutCancel(parent))
			context.AfterFunc(parent, func() { cancel(context.Cause(parent)) })
			t.Cleanup(func() { cancel(nil) })
			return ctx, "AfterFunc"
		}
		ctx, cancel := context.WithCancelCause(parent)
		cancel(errBusy)
		return ctx, "cancelled"
	}
	kind := random.IntN(6)
	ours, name := of(p.ours, kind)
	std, _ := of(p.std, kind)
	return pair{p.name + " " + name, ours, std}
}

// A caller is a caller's context of a random kind, with a way to cancel it.
func randomCaller(t *testing.T, random *rand.Rand) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.WithValue(context.Background(), key{}, "value"))
	t.Cleanup(func() { cancel(nil) })
	end := time.Now().Add(time.Duration(random.IntN(20)) * ms / 2)
	switch random.IntN(6) {
	case 0:
		return context.WithValue(context.Background(), key{}, "value"), func() {}
	case 1:
		deadline, stop := context.WithDeadline(ctx, end)
		t.Cleanup(stop)
		return deadline, func() { cancel(errCause) }
	case 2:
		deadline, stop := context.WithDeadlineCause(ctx, end, errFatal)
		t.Cleanup(stop)
		return context.WithValue(deadline, otherKey{}, "value"), func() { cancel(errCause) }
	case 3:
		return &countctx.Context{Context: ctx}, func() { cancel(errCause) }
	case 4: // a decorator around a decorator
		outer := new(Timed).Init(ctx, Limits{Deadline: time.Until(end) + 1}, clock.Now(), clock.Now())
		t.Cleanup(outer.End)
		return outer, func() { cancel(errCause) }
	}
	return ctx, func() { cancel(errCause) }
}

// TestAttemptContextIsLikePackageContexts plays random schedules: time passes, the caller cancels, the attempt ends,
// children are made.
func TestAttemptContextIsLikePackageContexts(t *testing.T) {
	for seed := range uint64(3000) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 0))
			caller, cancel := randomCaller(t, random)
			p := Limits{}
			for p.Timeout|p.Deadline == 0 {
				p.Timeout, p.Deadline = time.Duration(random.IntN(10))*ms, time.Duration(random.IntN(10))*ms
			}
			ours := new(Timed).Init(caller, p, clock.Now(), clock.Now())

			end, cause := p.Deadline, ErrDeadline
			if p.Deadline == 0 || p.Timeout != 0 && p.Timeout < p.Deadline {
				end, cause = p.Timeout, ErrTimeout
			}
			std, stop := context.WithDeadlineCause(caller, time.Now().Add(end), cause)
			if callers, ok := caller.Deadline(); ok && time.Until(callers) == end {
				std, stop = context.WithCancel(caller) // two timers at one instant: the caller's counts
			}
			defer stop()
			defer ours.End()
			askDone := random.IntN(3) == 0
			schedule := play(t, random, pair{"attempt", ours, std}, askDone, 2, func(kind int) string {
				switch kind {
				case 0:
					cancel()
					return "cancel"
				case 1:
					ours.End()
					stop()
					return "end"
				}
				return ""
			})
			if t.Failed() {
				t.Fatalf("seed %d: %v under %v: %v", seed, p, caller, schedule)
			}
		})
	}
}

// play makes random events happen to a pair of contexts, compares the pair and its children after each event, and returns the
// names of the events. An event has a number, its kind. It belongs to own when own returns a name for it. Otherwise a child is
// made (kinds up to children+1), somebody asks for Done from then on (the next kind), or time passes (all others).
func play(t *testing.T, random *rand.Rand, first pair, askDone bool, children int, own func(kind int) string) (schedule []string) {
	pairs := []pair{first}
	for i := range 12 {
		event := "nothing" // at first: what nobody ever saw expired just ends with its attempt
		if kind := random.IntN(children + 8); i > 0 {
			if event = own(kind); event == "" {
				switch {
				case kind <= children+1:
					parent := pairs[random.IntN(len(pairs))]
					child := parent.child(t, random)
					event = child.name
					pairs = append(pairs, child)
				case kind == children+2:
					event = "ask for Done"
					askDone = true
				default:
					d := time.Duration(1+random.IntN(4)) * ms / 2
					event = d.String()
					time.Sleep(d)
				}
			}
		}
		schedule = append(schedule, event)
		synctest.Wait()
		for _, pair := range pairs {
			pair.same(t, random, askDone)
		}
		synctest.Wait()
	}
	return schedule
}

// expired calls test with contexts that have expired unseen, with the cause of each.
func expired(t *testing.T, test func(t *testing.T, ctx context.Context, cause error)) {
	for cause, p := range map[error]Limits{
		ErrTimeout:  {Timeout: ms},
		ErrDeadline: {Deadline: ms, Timeout: ms},
	} {
		t.Run(fmt.Sprint(cause), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := new(Timed).Init(t.Context(), p, clock.Now(), clock.Now())
				time.Sleep(ms)
				test(t, ctx, cause)
			})
		})
	}
}

func TestAttemptContextThatExpiredUnseen(t *testing.T) {
	for name, test := range map[string]func(t *testing.T, ctx context.Context, cause error){
		"Cause": func(t *testing.T, ctx context.Context, cause error) {
			if got := context.Cause(ctx); got != cause {
				t.Errorf("Cause is %v, want %v", got, cause)
			}
		},
		"Done": func(t *testing.T, ctx context.Context, cause error) {
			if !isDone(ctx) || context.Cause(ctx) != cause {
				t.Errorf("Done is not closed, or the cause is %v, want %v", context.Cause(ctx), cause)
			}
		},
		"Err": func(t *testing.T, ctx context.Context, cause error) {
			if ctx.Err() != context.DeadlineExceeded || !isDone(ctx) {
				t.Errorf("Err is %v, Done closed: %v", ctx.Err(), isDone(ctx))
			}
		},
		"Cause of a value's": func(t *testing.T, ctx context.Context, cause error) {
			if got := context.Cause(context.WithValue(ctx, key{}, 1)); got != cause {
				t.Errorf("Cause is %v, want %v", got, cause)
			}
		},
		"Cause of one around it that knows": func(t *testing.T, ctx context.Context, cause error) {
			if got := context.Cause(hastyContext{ctx}); got != cause {
				t.Errorf("Cause is %v, want %v", got, cause)
			}
		},
		"child": func(t *testing.T, ctx context.Context, cause error) {
			child, cancel := context.WithTimeout(ctx, time.Hour)
			defer cancel()
			if child.Err() != context.DeadlineExceeded || context.Cause(child) != cause {
				t.Errorf("the child has %v, %v", child.Err(), context.Cause(child))
			}
		},
		"AfterFunc": func(t *testing.T, ctx context.Context, cause error) {
			var got error
			context.AfterFunc(ctx, func() { got = context.Cause(ctx) })
			synctest.Wait()
			if got != cause {
				t.Errorf("AfterFunc's function saw the cause %v, want %v", got, cause)
			}
		},
		"pinned": func(t *testing.T, ctx context.Context, cause error) {
			if ctx.Err() == nil {
				t.Fatal("Err is nil")
			}
			ctx.(*Timed).End()
			if ctx.Err() != context.DeadlineExceeded || context.Cause(ctx) != cause {
				t.Errorf("after the attempt: %v, %v", ctx.Err(), context.Cause(ctx))
			}
		},
	} {
		t.Run(name, func(t *testing.T) { expired(t, test) })
	}
}

// A callee that looks at Err now and then, and waits for nothing, leaves nothing on its caller's context.
func TestAskingForErrHangsNothingOnTheCallersContext(t *testing.T) {
	caller, cancel := countctx.New(t.Context())
	defer cancel()
	ctx := new(Timed).Init(caller, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
	if ctx.Err() != nil || caller.Ever.Load() != 0 {
		t.Errorf("Err is %v; %d contexts hang on the caller's", ctx.Err(), caller.Ever.Load())
	}
	if ctx.Done(); caller.Ever.Load() != 1 {
		t.Error("who waits for Done hangs on the caller's context")
	}
}
