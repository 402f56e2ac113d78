package bench

import (
	"context"
	"errors"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/hedgepolicy"
)

// What runs attempts in goroutines of their own: a hedge that does not fire, and an attempt that could be left behind and is in time.

// ended is what an attempt in a goroutine of its own has returned.
type ended struct {
	user *User
	err  error
}

// Hedged is the goroutine, channel and timer that a good engineer writes.
func (s *hand) Hedged(ctx context.Context, id string) (*User, error) {
	attempts, cancel := context.WithCancel(ctx)
	defer cancel() // the loser
	results := make(chan ended, maxHedged)
	attempt := func() {
		user, err := s.inner.Hedged(attempts, id)
		results <- ended{user, err}
	}
	timer := time.NewTimer(hedgeAfter)
	defer timer.Stop()
	go attempt()
	begun, running := 1, 1
	for {
		select {
		case r := <-results:
			running--
			switch {
			case r.err == nil || !retryable(r.err) || ctx.Err() != nil:
				return r.user, r.err
			case begun < maxHedged:
			case running == 0:
				return r.user, r.err
			default:
				continue
			}
		case <-timer.C:
			if begun == maxHedged {
				continue
			}
		}
		begun++
		running++
		timer.Reset(hedgeAfter)
		go attempt()
	}
}

func (s *hand) Abandoned(ctx context.Context, id string) (*User, error) {
	for try := 1; ; try++ {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		results := make(chan ended, 1)
		go func() {
			user, err := s.inner.Abandoned(attempt, id)
			results <- ended{user, err}
		}()
		var r ended
		timedOut := false
		select {
		case r = <-results:
			timedOut = r.err != nil && attempt.Err() != nil
		case <-attempt.Done():
			r.err, timedOut = attempt.Err(), true
		}
		end()
		if r.err == nil || ctx.Err() != nil || try == maxTries || !timedOut && !retryable(r.err) {
			return r.user, r.err
		}
	}
}

// newFailsafeHedge is the executor of failsafes for a hedge. What comes back first counts there, a failure too, unless it is told
// to wait for a success.
func newFailsafeHedge() failsafe.Executor[*User] {
	return failsafe.With(hedgepolicy.NewBuilderWithDelay[*User](hedgeAfter).
		WithMaxHedges(maxHedged - 1).
		CancelIf(func(_ *User, err error) bool { return err == nil }).
		Build())
}

func (s *failsafes) Hedged(ctx context.Context, id string) (*User, error) {
	return s.hedged.WithContext(ctx).GetWithExecution(func(exec failsafe.Execution[*User]) (*User, error) {
		return s.inner.Hedged(exec.Context(), id)
	})
}

// errLacking is what a contender returns for what its package does not have.
var errLacking = errors.New("not to be had")

// without is for contenders that run no attempt in a goroutine of its own.
type without struct{ withoutAbandon }

func (without) Hedged(context.Context, string) (*User, error) { return nil, errLacking }

// withoutAbandon is for those that wait for a callee until it returns.
type withoutAbandon struct{}

func (withoutAbandon) Abandoned(context.Context, string) (*User, error) { return nil, errLacking }
