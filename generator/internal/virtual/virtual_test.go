package virtual_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/virtual"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decision"
)

// pauses are those of a call whose attempts fail at once, after what a server asks for each time.
func pauses(t *testing.T, p *backoff.Policy, asked ...virtual.Failure) []time.Duration {
	t.Helper()
	rules := virtual.Of(p)
	var c virtual.Call
	var now time.Duration
	var list []time.Duration
	for _, how := range asked {
		c.Begin(&rules, now)
		verdict, pause := c.Fail(&rules, now, how)
		if verdict.Step != decision.Next {
			t.Fatalf("after %v: %+v", list, verdict)
		}
		list = append(list, pause)
		now += pause
		if !c.MayResume(&rules, now) {
			t.Fatalf("after %v the next attempt may not begin", list)
		}
	}
	return list
}

// After a pause that a server has asked for pauses grow from the first again, as in the engine; that it might ask changes nothing.
func TestPausesGrowAnewAfterAHint(t *testing.T) {
	p := &backoff.Policy{Pause: 100 * time.Millisecond, Multiplier: 2}
	none, second := virtual.Failure{}, virtual.Failure{Asked: time.Second}
	for _, test := range []struct {
		asked []virtual.Failure
		want  []time.Duration
	}{
		{[]virtual.Failure{none, none, none}, []time.Duration{100 * time.Millisecond, 200 * time.Millisecond, 400 * time.Millisecond}},
		{[]virtual.Failure{none, second, none, none}, []time.Duration{100 * time.Millisecond, time.Second, 100 * time.Millisecond, 200 * time.Millisecond}},
		{[]virtual.Failure{none, {Asked: time.Millisecond}, none}, []time.Duration{100 * time.Millisecond, 200 * time.Millisecond, 400 * time.Millisecond}},
		{[]virtual.Failure{{MayAsk: 150 * time.Millisecond}, {MayAsk: 150 * time.Millisecond}}, []time.Duration{150 * time.Millisecond, 200 * time.Millisecond}},
	} {
		if diff := cmp.Diff(test.want, pauses(t, p, test.asked...)); diff != "" {
			t.Errorf("%+v: %s", test.asked, diff)
		}
	}
}

// An attempt ends at the nearest of its own limit and the call's.
func TestAttemptsAreCutOff(t *testing.T) {
	for _, test := range []struct {
		p        backoff.Policy
		at, want time.Duration
	}{
		{backoff.Policy{}, 0, virtual.Never},
		{backoff.Policy{AttemptTimeout: 3}, 4, 7},
		{backoff.Policy{Deadline: 5}, 4, 5},
		{backoff.Policy{AttemptTimeout: 3, Deadline: 5}, 1, 4},
		{backoff.Policy{AttemptTimeout: virtual.Never}, 4, virtual.Never},
	} {
		rules := virtual.Of(&test.p)
		if got := rules.CutOff(test.at); got != test.want {
			t.Errorf("%v: what begins at %d is cut off at %d, want %d", test.p, test.at, got, test.want)
		}
	}
}

// An attempt that begins because it is time to hedge is told from one that follows a failure; pauses do not grow by the former.
func TestHedgesAreToldFromRetries(t *testing.T) {
	rules := virtual.Of(&backoff.Policy{Hedge: 50, Pause: 10, Multiplier: 2, MaxTries: 4})
	var c virtual.Call
	c.Begin(&rules, 0)
	if may, hedge := c.TakeHedge(&rules); c.NextHedge != 50 || !may || !hedge {
		t.Fatalf("at %d an attempt begins: %v, a hedge: %v", c.NextHedge, may, hedge)
	}
	c.Begin(&rules, 50)
	if verdict, pause := c.Fail(&rules, 60, virtual.Failure{}); verdict.Step != decision.Next || pause != 10 || c.NextHedge != 70 || c.Running != 1 {
		t.Fatalf("after a failure: %+v, a pause of %d, and the next attempt at %d beside %d", verdict, pause, c.NextHedge, c.Running)
	}
	if may, hedge := c.TakeHedge(&rules); !may || hedge {
		t.Fatalf("at %d an attempt begins: %v, a hedge: %v", c.NextHedge, may, hedge)
	}
	c.Begin(&rules, 70)
	c.Begin(&rules, 120)
	if c.NextHedge != virtual.Never {
		t.Errorf("after four tries another one is due at %d", c.NextHedge)
	}
}
