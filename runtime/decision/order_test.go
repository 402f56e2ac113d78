package decision

import (
	"testing"
	"time"
)

// A question is one of those that follow a failed attempt, in a state in which it decides.
type question struct {
	name   string
	ask    func(l *Limits, f *Failure)
	want   Verdict
	beside Verdict // when other attempts run
}

// rests is v, and what takes its place while attempts run that may succeed.
func rests(name string, ask func(l *Limits, f *Failure), v Verdict) question {
	return question{name, ask, v, Verdict{Step: Wait, Reason: v.Reason}}
}

func alike(name string, ask func(l *Limits, f *Failure), v Verdict) question {
	return question{name, ask, v, v}
}

// questions returns all of them in the order of rule 3.4.
func questions(caller Caller, why Reason) []question {
	return []question{
		alike("deadline", func(l *Limits, f *Failure) { l.Deadline = f.Elapsed }, Verdict{Step: Stop, Reason: PastDeadline}),
		alike("first try of a caller that is done", func(_ *Limits, f *Failure) { f.Caller, f.Tries = caller, 1 }, Verdict{Step: Return, Reason: why}),
		alike("echo of the caller's end", func(_ *Limits, f *Failure) { f.Caller, f.Echo, f.Retryable = caller, true, false }, Verdict{Step: Return, Reason: why}),
		alike("not retryable", func(_ *Limits, f *Failure) { f.Retryable = false }, Verdict{Step: Return, Reason: NotRetryable}),
		alike("caller", func(_ *Limits, f *Failure) { f.Caller = caller }, Verdict{Step: Stop, Reason: why, Callers: true}),
		rests("idempotence", func(_ *Limits, f *Failure) { f.Unsafe = true }, Verdict{Step: Return, Reason: NotIdempotent}),
		rests("tries", func(l *Limits, f *Failure) { l.MaxTries = f.Tries }, Verdict{Step: Return, Reason: MaxTriesReached}),
		alike("giveup, to be asked", func(_ *Limits, f *Failure) { f.GaveUp = Unasked }, Verdict{Step: AskGiveup}),
		rests("giveup", func(_ *Limits, f *Failure) {
			if f.GaveUp == No {
				f.GaveUp = Yes
			}
		}, Verdict{Step: Return, Reason: GaveUp}),
		rests("replay", func(_ *Limits, f *Failure) { f.Once = true }, Verdict{Step: Return, Reason: NotReplayable}),
		alike("pause, to be asked for", func(_ *Limits, f *Failure) { f.Paused = false }, Verdict{Step: AskPause}),
		rests("hint that says never", func(_ *Limits, f *Failure) { f.Asked = -1 }, Verdict{Step: Return, Reason: Hint}),
		rests("hint over max_hint", func(l *Limits, f *Failure) {
			if l.MaxHint = time.Millisecond; f.Asked == 0 {
				f.Asked = 2 * time.Millisecond
			}
		}, Verdict{Step: Return, Reason: Hint}),
		rests("retry_for", func(l *Limits, f *Failure) { l.RetryFor = f.Elapsed + f.Pause - 1 }, Verdict{Step: Return, Reason: RetryFor}),
		rests("room before the deadline", func(l *Limits, f *Failure) { f.Pause = l.Deadline - f.Elapsed }, Verdict{Step: Stop, Reason: PastDeadline}),
		rests("room before the caller's deadline", func(_ *Limits, f *Failure) { f.CallerEnds = f.Elapsed + f.Pause }, Verdict{Step: Stop, Reason: PastDeadline, Callers: true}),
		alike("none", func(*Limits, *Failure) {}, Verdict{Step: Next}),
	}
}

// An attempt that a guard has refused ends none of those that run beside it, whatever its error.
func TestARefusedAttemptEndsNoOther(t *testing.T) {
	for _, test := range []struct {
		refused, beside bool
		want            Step
	}{{false, false, Return}, {false, true, Return}, {true, false, Return}, {true, true, Wait}} {
		l := Limits{MaxTries: 5}
		f := Failure{Tries: 2, CallerEnds: Never, Refused: test.refused, Beside: test.beside}
		if got, want := l.Decide(&f), (Verdict{Step: test.want, Reason: NotRetryable}); got != want {
			t.Errorf("%+v: %+v, want %+v", test, got, want)
		}
	}
}

// Every question goes before all that come after it in rule 3.4, alone and in any company, beside other attempts or not.
func TestTheOrderOfTheQuestions(t *testing.T) {
	for caller, why := range map[Caller]Reason{Canceled: CallCanceled, Expired: PastDeadline} {
		all := questions(caller, why)
		for set := range 1 << (len(all) - 1) {
			for _, beside := range []bool{false, true} {
				l := Limits{Deadline: time.Second, MaxTries: 5, Giveup: true}
				f := Failure{
					Elapsed: 100 * time.Millisecond, Tries: 2, Retryable: true, Beside: beside, CallerEnds: Never,
					GaveUp: No, Paused: true, Pause: 10 * time.Millisecond,
				}
				first := all[len(all)-1]
				var names []string
				for i := len(all) - 2; i >= 0; i-- { // the first is the last to have a say in the state
					if set&(1<<i) != 0 {
						first, names = all[i], append(names, all[i].name)
						all[i].ask(&l, &f)
					}
				}
				if f.Tries == 1 && l.MaxTries == 2 { // "tries" was there before
					l.MaxTries = 1
				}
				want := first.want
				if beside {
					want = first.beside
				}
				if got := l.Decide(&f); got != want {
					t.Fatalf("%v, beside others: %v: %+v, want %+v of %q", names, beside, got, want, first.name)
				}
			}
		}
	}
}

// A policy without a limit, or without anybody to ask, is not asked.
func TestWhatIsNotThereDecidesNothing(t *testing.T) {
	f := Failure{Elapsed: Never, Tries: 1 << 30, Retryable: true, CallerEnds: Never, Paused: true, Pause: Never}
	if got := (&Limits{}).Decide(&f); got != (Verdict{Step: Next}) {
		t.Errorf("got %+v", got)
	}
	f.Paused = false
	if got := (&Limits{}).Decide(&f); got != (Verdict{Step: AskPause}) {
		t.Errorf("got %+v", got)
	}
}

// The edges of what is compared: at the very instant of a deadline it has passed, a nanosecond before it has not.
func TestTheEdgesOfTheQuestions(t *testing.T) {
	base := Failure{Elapsed: 100, Tries: 1, Retryable: true, CallerEnds: Never, Paused: true}
	for _, test := range []struct {
		name string
		l    Limits
		f    func(f *Failure)
		want Verdict
	}{
		{"deadline, a nanosecond before", Limits{Deadline: 101}, func(*Failure) {}, Verdict{Step: Next}},
		{"deadline", Limits{Deadline: 100}, func(*Failure) {}, Verdict{Step: Stop, Reason: PastDeadline}},
		{"pause that fits", Limits{Deadline: 201}, func(f *Failure) { f.Pause = 100 }, Verdict{Step: Next}},
		{"pause to the deadline", Limits{Deadline: 200}, func(f *Failure) { f.Pause = 100 }, Verdict{Step: Stop, Reason: PastDeadline}},
		{"pause that saturates", Limits{Deadline: Never}, func(f *Failure) { f.Pause = Never }, Verdict{Step: Stop, Reason: PastDeadline}},
		{"caller, a nanosecond later", Limits{}, func(f *Failure) { f.CallerEnds = 101 }, Verdict{Step: Next}},
		{"caller", Limits{}, func(f *Failure) { f.CallerEnds = 100 }, Verdict{Step: Stop, Reason: PastDeadline, Callers: true}},
		{"both, the policy's is named", Limits{Deadline: 200}, func(f *Failure) { f.Pause, f.CallerEnds = 100, 150 }, Verdict{Step: Stop, Reason: PastDeadline}},
		{"hint of max_hint", Limits{MaxHint: 5}, func(f *Failure) { f.Asked = 5 }, Verdict{Step: Next}},
		{"hint, a nanosecond more", Limits{MaxHint: 5}, func(f *Failure) { f.Asked = 6 }, Verdict{Step: Return, Reason: Hint}},
		{"hint without max_hint", Limits{}, func(f *Failure) { f.Asked = Never }, Verdict{Step: Next}},
		{"hint that says never, without max_hint", Limits{}, func(f *Failure) { f.Asked = -1 }, Verdict{Step: Return, Reason: Hint}},
		{"retry_for", Limits{RetryFor: 100}, func(*Failure) {}, Verdict{Step: Next}},
		{"retry_for, a nanosecond before", Limits{RetryFor: 99}, func(*Failure) {}, Verdict{Step: Return, Reason: RetryFor}},
		{"pause to retry_for", Limits{RetryFor: 200}, func(f *Failure) { f.Pause = 100 }, Verdict{Step: Next}},
		{"pause past retry_for", Limits{RetryFor: 200}, func(f *Failure) { f.Pause = 101 }, Verdict{Step: Return, Reason: RetryFor}},
		{"pause past both, retry_for is named", Limits{RetryFor: 150, Deadline: 200}, func(f *Failure) { f.Pause = 100 }, Verdict{Step: Return, Reason: RetryFor}},
		{"one try left", Limits{MaxTries: 2}, func(*Failure) {}, Verdict{Step: Next}},
		{"no try left", Limits{MaxTries: 1}, func(*Failure) {}, Verdict{Step: Return, Reason: MaxTriesReached}},
		{"tries that do not count", Limits{MaxTries: 2}, func(f *Failure) { f.Tries, f.Apart = 3, 2 }, Verdict{Step: Next}},
		{"all that count", Limits{MaxTries: 2}, func(f *Failure) { f.Tries, f.Apart = 4, 2 }, Verdict{Step: Return, Reason: MaxTriesReached}},
		{"one try left in a case", Limits{}, func(f *Failure) { f.inCase(Case{MaxTries: 3, Apart: true}, 2) }, Verdict{Step: Next}},
		{"no try left in a case", Limits{}, func(f *Failure) { f.inCase(Case{MaxTries: 3, Apart: true}, 3) }, Verdict{Step: Return, Reason: MaxTriesReached}},
		{"a case without a limit", Limits{MaxTries: 1}, func(f *Failure) { f.inCase(Case{Apart: true}, 9); f.Tries, f.Apart = 9, 9 }, Verdict{Step: Next}},
		{"a case without a number of its own", Limits{MaxTries: 2}, func(f *Failure) { f.inCase(Case{}, 2); f.Tries = 2 }, Verdict{Step: Return, Reason: MaxTriesReached}},
		{"a hint for the case", Limits{MaxHint: 1}, func(f *Failure) { f.inCase(Case{MaxHint: 5}, 1); f.Asked, f.Pause = 5, 5 }, Verdict{Step: Next}},
		{"a hint that is too long for the case", Limits{MaxHint: 9}, func(f *Failure) { f.inCase(Case{MaxHint: 5}, 1); f.Asked, f.Pause = 6, 6 }, Verdict{Step: Return, Reason: Hint}},
		{"a case without a limit to hints", Limits{MaxHint: 1}, func(f *Failure) { f.inCase(Case{}, 1); f.Asked, f.Pause = 6, 6 }, Verdict{Step: Next}},
		{"more tries than there may be", Limits{MaxTries: 1}, func(f *Failure) { f.Tries = 2 }, Verdict{Step: Return, Reason: MaxTriesReached}},
		{"a caller that is done, in the second try", Limits{}, func(f *Failure) { f.Caller, f.Tries = Expired, 2 }, Verdict{Step: Stop, Reason: PastDeadline, Callers: true}},
		{"an echo that is retryable", Limits{}, func(f *Failure) { f.Caller, f.Tries, f.Echo = Canceled, 2, true }, Verdict{Step: Stop, Reason: CallCanceled, Callers: true}},
		{"an echo while the caller lives", Limits{}, func(f *Failure) { f.Tries, f.Echo = 2, true }, Verdict{Step: Next}},
	} {
		f := base
		test.f(&f)
		if got := test.l.Decide(&f); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// A hedge begins at retry_for, and not after it; what was decided before a pause is not asked again after it.
func TestHedgesWithinRetryFor(t *testing.T) {
	l := Limits{RetryFor: 100}
	if !l.MayHedge(100, 1, Alive) || l.MayHedge(101, 1, Alive) {
		t.Error("a hedge begins up to retry_for, and not later")
	}
	if got := l.AfterPause(101, Alive); got != (Verdict{Step: Next}) {
		t.Errorf("after the pause: %+v", got)
	}
}

func (f *Failure) inCase(c Case, tries int) { f.InCase, f.Case, f.CaseTries = true, c, tries }

// After the pause the caller goes before the deadline; before a hedge everything has to agree.
func TestAfterThePauseAndBeforeAHedge(t *testing.T) {
	l := Limits{Deadline: 100, MaxTries: 3}
	for _, test := range []struct {
		elapsed time.Duration
		caller  Caller
		tries   int
		want    Verdict
		hedge   bool
	}{
		{99, Alive, 2, Verdict{Step: Next}, true},
		{99, Alive, 3, Verdict{Step: Next}, false}, // tries are no question after the pause
		{100, Alive, 2, Verdict{Step: Stop, Reason: PastDeadline}, false},
		{100, Canceled, 2, Verdict{Step: Stop, Reason: CallCanceled, Callers: true}, false},
		{99, Canceled, 2, Verdict{Step: Stop, Reason: CallCanceled, Callers: true}, false},
		{99, Expired, 2, Verdict{Step: Stop, Reason: PastDeadline, Callers: true}, false},
	} {
		if got := l.AfterPause(test.elapsed, test.caller); got != test.want {
			t.Errorf("after the pause, %+v: %+v", test, got)
		}
		if got := l.MayHedge(test.elapsed, test.tries, test.caller); got != test.hedge {
			t.Errorf("a hedge, %+v: %v", test, got)
		}
	}
}
