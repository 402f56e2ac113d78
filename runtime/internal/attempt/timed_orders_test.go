package attempt

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/internal/clock"
)

// permutations calls yield with every order of what is in list.
func permutations(list []string, yield func([]string)) {
	var permute func(n int)
	permute = func(n int) {
		if n == len(list) {
			yield(list)
			return
		}
		for i := n; i < len(list); i++ {
			list[n], list[i] = list[i], list[n]
			permute(n + 1)
			list[n], list[i] = list[i], list[n]
		}
	}
	permute(0)
}

// An order is a test of an attempt's context beside one of package context, to which the same happens.
type order struct {
	ours, std  context.Context
	end, stop  func() // of the attempts
	lose, drop func() // the same, with the cause ErrLost; of what is losable
	oursCaller,
	stdCaller context.CancelCauseFunc

	pinned    bool // ours is a real context, or an error of its has been seen
	expired   bool
	cancelled bool
	unknown   bool // ours ended twice before it was asked, and says what came last
}

// ask compares an answer.
func (o *order) ask(t *testing.T, event string, ours, std context.Context) {
	var got [2]error
	if event == "Cause" { // asked for first
		got[1] = context.Cause(ours)
		got[0] = ours.Err()
	} else {
		got[0] = ours.Err()
		got[1] = context.Cause(ours)
	}
	want := [2]error{std.Err(), context.Cause(std)}
	again := [2]error{ours.Err(), context.Cause(ours)}
	switch {
	case got != again:
		t.Errorf("%s: Err and Cause are %v, and then %v", event, got, again)
	case o.unknown && got[0] == context.Canceled && (got[1] == context.Canceled || got[1] == errCause || got[1] == ErrLost && o.lose != nil):
	case got != want:
		t.Errorf("%s: Err and Cause are %v, want %v", event, got, want)
	}
	o.pinned = o.pinned || got[0] != nil
}

func (o *order) happens(t *testing.T, event string) {
	switch event {
	case "Done":
		if ours, std := isDone(o.ours), isDone(o.std); ours != std {
			t.Errorf("Done is closed: %v, want %v", ours, std)
		}
		o.pinned = true
	case "Err", "Cause":
		o.ask(t, event, o.ours, o.std)
	case "child":
		ours, cancelOurs := context.WithCancel(context.WithValue(o.ours, key{}, "value"))
		std, cancelStd := context.WithCancel(context.WithValue(o.std, key{}, "value"))
		t.Cleanup(cancelOurs)
		t.Cleanup(cancelStd)
		o.pinned = true
		o.ask(t, event, ours, std)
	case "cancel":
		o.cancelled = true
		o.unknown = o.unknown || o.expired && !o.pinned
		o.oursCaller(errCause)
		o.stdCaller(errCause)
	case "expire":
		o.expired = true
		time.Sleep(ms)
	case "end":
		o.unknown = o.unknown || (o.expired || o.cancelled) && !o.pinned
		o.pinned = true
		o.end()
		o.stop()
	case "lose":
		o.unknown = o.unknown || (o.expired || o.cancelled) && !o.pinned
		o.pinned = true
		o.lose()
		o.drop()
	}
	synctest.Wait()
}

// TestAttemptContextInAllOrders lets everything happen once that a context can see, in every order; of an attempt of its
// own, and of one within another's, as in a decorator around a decorator.
func TestAttemptContextInAllOrders(t *testing.T) {
	orders := 0
	permutations([]string{"Done", "Err", "Cause", "child", "cancel", "expire", "end"}, func(events []string) {
		orders++
		p, cause := Limits{Timeout: ms}, ErrTimeout
		if orders%2 == 0 {
			p, cause = Limits{Deadline: ms}, ErrDeadline
		}
		nested := orders%3 == 0
		synctest.Test(t, func(t *testing.T) {
			oursCaller, cancelOurs := context.WithCancelCause(t.Context())
			stdCaller, cancelStd := context.WithCancelCause(t.Context())
			defer cancelOurs(nil)
			defer cancelStd(nil)
			caller, endCaller := oursCaller, func() {}
			if nested {
				outer := new(Timed).Init(oursCaller, Limits{Timeout: time.Hour}, clock.Now(), clock.Now())
				caller, endCaller = outer, outer.End
			}
			ours := new(Timed).Init(caller, p, clock.Now(), clock.Now())
			std, stop := context.WithDeadlineCause(stdCaller, time.Now().Add(ms), cause)
			o := &order{ours: ours, std: std, end: ours.End, stop: stop, oursCaller: cancelOurs, stdCaller: cancelStd}
			for _, event := range events {
				o.happens(t, event)
			}
			o.ask(t, "at last", ours, std)
			endCaller()
			if n := children(oursCaller); n != 0 {
				t.Errorf("%d children are left on the caller's context", n)
			}
			if t.Failed() {
				t.Fatalf("%v under %v, nested: %v", events, p, nested)
			}
		})
	})
	if orders != 7*6*5*4*3*2 {
		t.Errorf("%d orders", orders)
	}
}

// TestLosableContextInAllOrders is the same for the context of an attempt that may lose against another one, with limits and without.
func TestLosableContextInAllOrders(t *testing.T) {
	orders := 0
	permutations([]string{"Done", "Err", "child", "cancel", "expire", "lose", "end"}, func(events []string) {
		orders++
		p, cause := []Limits{{Timeout: ms}, {Deadline: ms}, {}}[orders%3], []error{ErrTimeout, ErrDeadline, nil}[orders%3]
		synctest.Test(t, func(t *testing.T) {
			oursCaller, cancelOurs := context.WithCancelCause(t.Context())
			stdCaller, cancelStd := context.WithCancelCause(t.Context())
			defer cancelOurs(nil)
			defer cancelStd(nil)
			ours := new(Timed).InitLosable(oursCaller, p, clock.Now(), clock.Now())
			outer, drop := context.WithCancelCause(stdCaller)
			std, stop := outer, context.CancelFunc(func() {})
			if p.Any() {
				std, stop = context.WithDeadlineCause(outer, time.Now().Add(ms), cause)
			}
			before, _ := ours.Deadline()
			o := &order{
				ours: ours, std: std, end: ours.End, stop: func() { stop(); drop(nil) }, lose: ours.Lose, drop: func() { drop(ErrLost) },
				oursCaller: cancelOurs, stdCaller: cancelStd,
			}
			if orders%2 == 0 { // the deadline has been asked for, which gives the context another first state
				o.ours = new(Timed).InitLosable(oursCaller, p, clock.Now(), clock.Now())
				o.end, o.lose = o.ours.(*Timed).End, o.ours.(*Timed).Lose
				ours.End()
			}
			for _, event := range events {
				o.happens(t, event)
			}
			o.ask(t, "at last", o.ours, std)
			if after, ok := o.ours.Deadline(); ok != p.Any() || !after.Equal(before) {
				t.Errorf("Deadline is %v, %v, and was %v", after, ok, before)
			}
			if n := children(oursCaller); n != 0 {
				t.Errorf("%d children are left on the caller's context", n)
			}
			if t.Failed() {
				t.Fatalf("%v under %v", events, p)
			}
		})
	})
	if orders != 7*6*5*4*3*2 {
		t.Errorf("%d orders", orders)
	}
}
