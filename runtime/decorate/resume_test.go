package decorate_test

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

var (
	errBusy      = errors.New("busy")
	errThrottled = errors.New("throttled")
)

// A process makes attempts of one call as an activity's task does, until the call leaves it or ends.
type process struct {
	errs     []error // of its attempts, in order
	numbers  []int   // of its attempts, as the callee sees them
	progress decorate.Progress
	saved    []int // tries, as they are saved
	left     bool
	pause    time.Duration
	err      error
}

func (p *process) run(policy backoff.Policy, from decorate.Progress, long time.Duration) {
	m := decorate.New("Store", p).Method("Fetch", policy)
	r := &decorate.Resumption{Progress: from, Long: long}
	r.Save = func(now decorate.Progress) {
		p.progress = now
		p.saved = append(p.saved, now.Tries)
	}
	ctx := decorate.WithResumption(context.Background(), r)
	call := m.Resume(ctx)
	defer call.End()
	for {
		under := call.Attempt(ctx)
		if a, ok := backoff.AttemptFrom(under); ok {
			p.numbers = append(p.numbers, a.Number)
		}
		var err error
		if len(p.errs) > 0 {
			err, p.errs = p.errs[0], p.errs[1:]
		}
		if !call.Retry(ctx, err) {
			p.left, p.pause, p.err = r.Left, r.Pause, call.Err()
			return
		}
	}
}

// Rule 5.4: a call that leaves its process before a long pause goes on in another one with the number of its tries, the growth of its
// pauses and its time, and ends by them.
func TestCallGoesOnInAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy := backoff.Policy{AttemptTimeout: time.Second, Pause: time.Second, Multiplier: 3, MaxTries: 3, Errors: []backoff.Matcher{backoff.Is(errBusy)}}
		var progress decorate.Progress
		var pauses []time.Duration
		for try := 1; ; try++ {
			p := process{errs: []error{errBusy}}
			p.run(policy, progress, -1)
			if diff := cmp.Diff([]int{try}, p.numbers); diff != "" {
				t.Errorf("numbers of attempts: %s", diff)
			}
			if p.err != errBusy {
				t.Errorf("try %d ended with %v", try, p.err)
			}
			if !p.left {
				break
			}
			progress = p.progress
			pauses = append(pauses, p.pause)
		}
		if diff := cmp.Diff([]time.Duration{time.Second, 3 * time.Second}, pauses); diff != "" {
			t.Error(diff)
		}
		if progress.Before != 0 {
			t.Errorf("a pause of %v travels, on which none of the policy's depends", progress.Before)
		}
	})
}

// Rule 5.4: so does one whose attempts have contexts for nothing but their number.
func TestCallWithoutLimitsGoesOnInAnotherProcess(t *testing.T) {
	p := process{errs: []error{errBusy}}
	p.run(backoff.Policy{Pause: time.Second, MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}}, decorate.Progress{Tries: 2}, -1)
	if diff := cmp.Diff([]int{3}, p.numbers); diff != "" || p.left || p.err != errBusy {
		t.Errorf("left: %t; %v%s", p.left, p.err, diff)
	}
}

// Rule 5.4: short pauses are waited for in the process, and before each further attempt it is saved how many there were.
func TestShortPauseStaysInItsProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy := backoff.Policy{AttemptTimeout: time.Minute, Pause: 400 * time.Millisecond, Multiplier: 2, MaxTries: 9, Errors: []backoff.Matcher{backoff.Any}}
		p := process{errs: []error{errBusy, errBusy, errBusy}}
		began := time.Now()
		p.run(policy, decorate.Progress{}, time.Second)
		if took := time.Since(began); took != 1200*time.Millisecond {
			t.Errorf("left after %v", took)
		}
		if !p.left || p.pause != 1600*time.Millisecond {
			t.Errorf("left: %t, for %v", p.left, p.pause)
		}
		if diff := cmp.Diff([]int{1, 2, 3}, p.saved); diff != "" {
			t.Error(diff)
		}
		q := process{errs: []error{errBusy}}
		q.run(policy, p.progress, time.Second)
		if diff := cmp.Diff([]int{4}, q.numbers); diff != "" || q.pause != 3200*time.Millisecond {
			t.Errorf("%v%s", q.pause, diff)
		}
	})
}

// Rule 5.4: tries of cases, and the growth of their pauses, go on as well.
func TestCasesGoOnInAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy := backoff.Policy{AttemptTimeout: time.Minute, Pause: time.Second, MaxTries: 2, Errors: []backoff.Matcher{backoff.Is(errBusy)},
			Cases: []backoff.Case{{Errors: []backoff.Matcher{backoff.Is(errThrottled)}, Pause: 10 * time.Second, Multiplier: 2, MaxTries: 3}}}
		var progress decorate.Progress
		var got []string
		for _, err := range []error{errThrottled, errBusy, errThrottled, errThrottled} {
			p := process{errs: []error{err}}
			p.run(policy, progress, -1)
			progress = p.progress
			if !p.left {
				got = append(got, "over")
				break
			}
			got = append(got, p.pause.String())
		}
		if diff := cmp.Diff([]string{"10s", "1s", "20s", "over"}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// Rule 5.4: the time since the call began counts, so that retry_for and deadline end it in another process.
func TestTimeGoesOnInAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy := backoff.Policy{AttemptTimeout: time.Second, Pause: 2 * time.Second, Deadline: 10 * time.Second, Errors: []backoff.Matcher{backoff.Is(errBusy)}}
		p := process{errs: []error{errBusy}}
		p.run(policy, decorate.Progress{Tries: 4, Elapsed: 9 * time.Second}, -1)
		stop, ok := errors.AsType[*backoff.Error](p.err)
		if !ok || stop.Reason != backoff.ReasonDeadline || stop.Attempts != 5 || stop.Last != errBusy {
			t.Errorf("%v", p.err)
		}
	})
}

// Rule 5.4: what prepares an attempt belongs to the process that makes it, so a call with a before_retry waits.
func TestPreparedAttemptStaysInItsProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := decorate.New("Store", t).Method("Fetch", backoff.Policy{AttemptTimeout: time.Minute, Pause: time.Minute, MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}})
		r := &decorate.Resumption{Long: -1, Save: func(decorate.Progress) {}}
		ctx := decorate.WithResumption(context.Background(), r)
		call := m.Resume(ctx)
		defer call.End()
		prepared := false
		call.Attempt(ctx)
		call.Ask(decorate.Questions{BeforeRetry: func(context.Context, error) error { prepared = true; return nil }})
		if !call.Retry(ctx, errBusy) || !prepared || r.Left {
			t.Errorf("prepared: %t, left: %t", prepared, r.Left)
		}
	})
}

// Rule 5.4: attempts in goroutines of their own are counted in the same way.
func TestAsyncCallGoesOnInAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy := backoff.Policy{AttemptTimeout: 2 * time.Second, Hedge: time.Second, Pause: 10 * time.Millisecond, MaxTries: 4, Errors: []backoff.Matcher{backoff.Any}}
		m := decorate.New("Store", t).Method("Fetch", policy, decorate.RunsAsync)
		var saved []int
		r := &decorate.Resumption{Progress: decorate.Progress{Tries: 2}, Long: time.Second, Save: func(now decorate.Progress) { saved = append(saved, now.Tries) }}
		ctx := decorate.WithResumption(context.Background(), r)
		var made atomic.Int32
		call := decorate.ResumeAsync(ctx, &m, func(ctx context.Context) (int, error) {
			made.Add(1)
			time.Sleep(1500 * time.Millisecond)
			return 0, errBusy
		})
		defer call.End()
		for {
			if _, err := call.Next(ctx); !call.Retry(ctx, err) {
				break
			}
		}
		if n := made.Load(); n != 2 {
			t.Errorf("%d attempts after two of four", n)
		}
		if diff := cmp.Diff([]int{3}, saved); diff != "" {
			t.Error(diff)
		}
	})
}

// Rule 5.3: in an activity an attempt is cut off a twentieth before its limit, so that its end is reported in time.
func TestReportingAttemptEndsEarlier(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for limit, want := range map[time.Duration]time.Duration{time.Second: 950 * time.Millisecond, time.Minute: 59500 * time.Millisecond} {
			m := decorate.New("Store", t, decorate.Reporting()).Method("Fetch", backoff.Policy{AttemptTimeout: limit, MaxTries: 1})
			call := m.Call()
			began := time.Now()
			ctx := call.Attempt(context.Background())
			<-ctx.Done()
			if got := time.Since(began); got != want {
				t.Errorf("an attempt that may take %v has %v", limit, got)
			}
			call.Retry(context.Background(), ctx.Err())
			call.End()
		}
	})
}

// Rule 5.3: a long pause after results that were rejected is left to another process as well.
func TestCallWithRejectedResultsGoesOnInAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		m := decorate.New("Store", t).Method("Fetch", backoff.Policy{AttemptTimeout: time.Second, Pause: time.Minute, MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}})
		var saved decorate.Progress
		r := &decorate.Resumption{Long: time.Second, Save: func(now decorate.Progress) { saved = now }}
		ctx := decorate.WithResumption(context.Background(), r)
		call := m.Resume(ctx)
		defer call.End()
		call.Attempt(ctx)
		var err error
		if !call.Reject(ctx, &err) {
			t.Error("the results are not to be let go of")
		}
		if call.Retry(ctx, err) || !r.Left || r.Pause != time.Minute || saved.Tries != 1 || call.Err() != backoff.ErrRejected || time.Since(began) != 0 {
			t.Errorf("left after %v with %v: %t, for %v, after %d tries", time.Since(began), call.Err(), r.Left, r.Pause, saved.Tries)
		}
	})
}

// Rule 5.4: a call that leaves its process has not ended, so nobody is told that it has, be it by a panic.
func TestNobodyIsToldThatACallHasEndedWhichGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []backoff.EventKind
		observer := backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) { told = append(told, e.Kind) }))
		m := decorate.New("Store", t, observer).Method("Fetch", backoff.Policy{AttemptTimeout: time.Second, Pause: time.Second, Errors: []backoff.Matcher{backoff.Any}})
		r := &decorate.Resumption{Long: time.Second, Save: func(decorate.Progress) {}}
		ctx := decorate.WithResumption(context.Background(), r)
		call := m.Resume(ctx)
		call.Attempt(ctx)
		if call.Retry(ctx, errBusy) || !r.Left {
			t.Error("it stays")
		}
		call.End()
		want := []backoff.EventKind{backoff.EventAttemptStarted, backoff.EventAttemptEnded, backoff.EventPauseStarted}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}

// A method that resumes makes a call like any other where nobody says that it may leave.
func TestCallWithoutAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := decorate.New("Store", t).Method("Fetch", backoff.Policy{Pause: time.Hour, MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}})
		call := m.Resume(t.Context())
		defer call.End()
		call.Attempt(t.Context())
		if !call.Retry(t.Context(), errBusy) || call.Retry(t.Context(), errThrottled) || call.Err() != errThrottled {
			t.Errorf("ended with %v", call.Err())
		}
	})
}

// Rule 5.4: what was counted for the cases of another policy is of no use to a worker whose policy has others.
func TestCountsOfOtherCasesAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		policy := backoff.Policy{AttemptTimeout: time.Minute, Pause: time.Second, Multiplier: 2, Errors: []backoff.Matcher{backoff.Is(errBusy)},
			Cases: []backoff.Case{{Errors: []backoff.Matcher{backoff.Is(errThrottled)}, Pause: 10 * time.Second, MaxTries: 3}}}
		for _, lines := range [][]engine.Line{nil, {{}}, {{}, {Tries: 2, Pauses: 2}, {Tries: 2, Pauses: 2}}} {
			p := process{errs: []error{errThrottled}}
			p.run(policy, decorate.Progress{Tries: 2, Lines: lines}, -1)
			if !p.left || p.pause != 10*time.Second {
				t.Errorf("after %v: left: %t, for %v", lines, p.left, p.pause)
			}
		}
	})
}

// A tracer has a context of its own for each call, and counts those that were left in the middle.
type tracer struct{ aborted atomic.Int32 }

func (*tracer) Observe(context.Context, backoff.Event)                              {}
func (*tracer) CallContext(ctx context.Context, _ string) context.Context           { return ctx }
func (*tracer) AttemptContext(ctx context.Context, _ string, _ int) context.Context { return ctx }
func (o *tracer) CallAborted(context.Context, string)                               { o.aborted.Add(1) }

// Nor is an observer that has contexts of its own told so once the call is collected.
func TestACallThatGoesOnIsNotAborted(t *testing.T) {
	var o tracer
	func() {
		m := decorate.New("Store", t, backoff.WithObserver(&o)).Method("Fetch", backoff.Policy{Pause: time.Minute, MaxTries: 2, Errors: []backoff.Matcher{backoff.Any}})
		r := &decorate.Resumption{Long: -1, Save: func(decorate.Progress) {}}
		ctx := decorate.WithResumption(context.Background(), r)
		call := m.Resume(ctx)
		defer call.End()
		call.Attempt(ctx)
		if call.Retry(ctx, errBusy) || !r.Left {
			t.Error("it stays")
		}
	}()
	for range 20 {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	if n := o.aborted.Load(); n != 0 {
		t.Errorf("it was told %d times of a call that was left", n)
	}
}
