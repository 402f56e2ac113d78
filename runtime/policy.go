package backoff

import (
	"time"
)

// A Policy says how a call is retried. The zero value of a field means none or unlimited, so the zero Policy retries
// timeouts alone, at once and without end.
//
// The five rules are those of Python's aiomisc.asyncbackoff, and hold together, at the same time.
type Policy struct {
	// AttemptTimeout limits one attempt: its context ends then with the cause [ErrAttemptTimeout], and the attempt is
	// retried, whatever error it returns.
	AttemptTimeout time.Duration

	// Deadline limits all attempts and pauses together, counted from the start of the call: the running attempt's
	// context ends then with the cause [ErrDeadline], and the call is stopped. A pause that would not end before it is
	// not begun.
	Deadline time.Duration

	// Pause is the time between the end of an attempt and the start of the next.
	Pause time.Duration

	// MaxTries is the greatest number of attempts; the first counts.
	MaxTries int

	// Errors says which errors are retried: these, and an attempt that ran into AttemptTimeout. Without any, an error that
	// matches context.DeadlineExceeded or os.ErrDeadlineExceeded is retried too. One marked by [Permanent] never is.
	Errors []Matcher

	// Giveup is asked about each error that would be retried; true ends the retrying, and the caller gets that error.
	// It is called by many goroutines at once when the policy's calls are.
	Giveup func(error) bool

	// Multiplier makes pauses grow: the pause before try n+1 is Pause * Multiplier^(n-1), saturating. 0 and 1 keep it.
	Multiplier float64

	// MaxPause is the upper bound of any pause, whatever it comes from.
	MaxPause time.Duration

	// Jitter spreads the pauses at random.
	Jitter Jitter

	// PauseFrom may read from an error a pause that the server asked for, as [RetryAfter] does. It never makes a pause
	// shorter than the policy's own. A pause that would not end before a deadline is not begun, wherever it comes from.
	PauseFrom func(error) (time.Duration, bool)

	// Hedge is how long an attempt may run before another one is begun beside it, of those that MaxTries allows. The first
	// success wins. The others' contexts end with the cause [ErrHedgeLost], and what they return is closed. An error that
	// is not retried ends the call at once; after one that is, the next attempt begins when Pause is over or it is time to
	// hedge, whichever is sooner. A generated method takes it only when its annotation has hedge or on_timeout=abandon.
	Hedge time.Duration

	// Abandon leaves an attempt behind that runs on although AttemptTimeout, Deadline or the caller's context has ended it,
	// so that the call ends in time even when the callee does not heed its context. What the attempt returns is closed,
	// and a panic of it reaches the observers, or the default logger where there are none. A generated method takes it only
	// when its annotation has hedge or on_timeout=abandon.
	Abandon bool

	// Random returns numbers from [0,1) for Jitter. Nil means math/rand/v2. It is called by many goroutines at once when
	// the policy's calls are.
	Random func() float64
}

// Validate returns what is wrong with p, every finding joined, or nil.
func (p Policy) Validate() error {
	if p.fine() {
		return nil
	}
	return p.faults()
}

// varied reports whether a pause may be another than Pause.
func (p *Policy) varied() bool {
	return p.Multiplier != 0 && p.Multiplier != 1 || p.MaxPause != 0 || p.Jitter != "" || p.PauseFrom != nil
}
