package backoff

import (
	"time"
)

// A Policy says how a call is retried. The zero value of a field means none, or without limit, so the zero Policy retries
// timeouts alone, at once and without end. Negative numbers and durations are invalid; [Policy.Validate] names them.
//
// It is plain data: it may be copied, and used by many calls at the same time as long as nobody changes it. The five rules are
// those of Python's aiomisc.asyncbackoff, and hold together, at the same time.
type Policy struct {
	// AttemptTimeout limits each attempt: its context ends then with the cause [ErrAttemptTimeout], and the attempt is
	// retried, whatever error it returns.
	AttemptTimeout time.Duration

	// Deadline limits all attempts and pauses together, counted from the start of the call: the running attempt's
	// context ends then with the cause [ErrDeadline], and the call is stopped. A pause that would not end before it is
	// not begun.
	Deadline time.Duration

	// Pause is the time between the end of an attempt and the start of the next one. Multiplier, MaxPause, Jitter and
	// PauseFrom make other pauses of it.
	Pause time.Duration

	// MaxTries is the greatest number of attempts in one call; the first one counts.
	MaxTries int

	// Errors says which errors are retried: those that one of the matchers matches, and an attempt that ran into
	// AttemptTimeout. [Except] at the end of the list leaves errors out of it. Where there is no matcher, an error that
	// matches [context.DeadlineExceeded] or [os.ErrDeadlineExceeded] is retried too, but for the two that [Any] leaves out. An error
	// that [Permanent] has marked never is.
	Errors []Matcher

	// Giveup is asked about each error that would be retried, but not after the last try. True ends the retrying, and the
	// caller gets that error; attempts of a hedged call that still run have their chance first. It is called by many
	// goroutines at once when the policy's calls are made so.
	Giveup func(error) bool

	// Multiplier makes pauses grow: the pause before try n+1 is Pause * Multiplier^(n-1), and the longest duration where
	// that does not fit. It is 1 or more; 0 is 1, with which pauses do not grow.
	Multiplier float64

	// MaxPause is the upper bound of the policy's own pauses. It does not cut what a server asks for, see MaxHint.
	MaxPause time.Duration

	// Jitter spreads the pauses at random; MaxPause holds after it.
	Jitter Jitter

	// PauseFrom may read from an error the pause that a server asked for, as [RetryAfter] does; false is for errors that do
	// not say. It never makes a pause shorter than the policy's own, and MaxPause does not cut it. After it, pauses grow from
	// Pause again. A negative pause says that there is to be no other attempt: the caller gets that error. A pause that would
	// not end before a deadline is not begun, wherever it comes from. It is called by many goroutines at once when the
	// policy's calls are made so.
	PauseFrom func(error) (time.Duration, bool)

	// MaxHint is the longest pause that PauseFrom may ask for. When it asks for a longer one the call ends, and the caller
	// gets the attempt's error: an attempt before the server's time would be one in vain.
	MaxHint time.Duration

	// Hedge is how long an attempt may run before another one is begun beside it, within MaxTries. The first success wins.
	// The contexts of the others end with the cause [ErrHedgeLost], and what they return is closed. An error that is not
	// retried ends the call at once; after one that is, the next attempt begins when its pause is over or when it is time to
	// hedge, whichever is sooner. A generated method takes it only when its annotation has hedge or on_timeout=abandon. The
	// idea is that of "The Tail at Scale" (Dean and Barroso, 2013) and of gRPC's hedging policy (gRFC A6).
	Hedge time.Duration

	// Abandon leaves an attempt behind that runs on although AttemptTimeout, Deadline or the caller's context has ended it,
	// so that the call ends in time even when the callee does not heed its context. Attempts run in goroutines of their own
	// then, and one that was left behind lasts as long as the callee does. What it returns is closed, and a panic of it reaches
	// the observers, or the default logger where there are none. A generated method takes it only when its annotation has hedge
	// or on_timeout=abandon.
	Abandon bool

	// RetryFor is how long after its begin a call may begin attempts. When the next one would begin later, the call ends, and
	// the caller gets the attempt's error. Unlike Deadline it never cuts off an attempt. Other libraries call it the max
	// duration (MicroProfile Fault Tolerance, failsafe-go) or the max elapsed time.
	RetryFor time.Duration

	// Guard lets each attempt through to its callee or refuses it, as a limit or a circuit breaker does. A generated method takes
	// one only when its annotation has guard or is a use. Calls under one policy share it, as copies of the policy do.
	Guard Guard

	// Budget is asked before each retry and each hedge. It takes the place of the one that the decorator's constructor was
	// given by [WithBudget]. Calls under one policy share it, as copies of the policy do.
	Budget RetryBudget

	// Disabled makes one attempt, without hedges, under the same limits: a switch for operators, who have it as enabled in JSON
	// and the environment.
	Disabled bool

	// Cases say for which errors the retrying is another one: the first whose list matches an error counts. What a case names is
	// retried, be it in Errors or not.
	Cases []Case

	// Random returns numbers from [0,1) for Jitter. Nil means [math/rand/v2]. It is called by many goroutines at once when
	// the policy's calls are made so.
	Random func() float64
}

// Validate returns an error that names everything that is wrong with p, or nil: what is negative or out of its range, and
// matchers that match nothing. [Do], [Run] and generated constructors ask it.
func (p Policy) Validate() error {
	if p.fine() {
		return nil
	}
	return p.faults()
}

// varied reports whether a pause may be another than Pause.
func (p *Policy) varied() bool {
	return len(p.Cases) > 0 || p.Multiplier != 0 && p.Multiplier != 1 || p.MaxPause != 0 || p.Jitter != "" || p.PauseFrom != nil
}
