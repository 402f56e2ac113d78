package bench

import (
	"context"
	"errors"
	"os"
	"time"
)

// hand is the loop that a good engineer writes by hand, once for each method, with no more in it than its policy needs. It
// keeps the decorator's rules: what is retried, when it stops, and which error comes back.
type hand struct{ inner Store }

// retryable is the policies' errors, and timeouts.
func retryable(err error) bool {
	return errors.Is(err, ErrBusy) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// A stopped error is that of a call whose context ended: why, and the last error.
type stopped struct{ cause, last error }

func (s *stopped) Error() string {
	return "stopped: " + s.cause.Error() + "; last error: " + s.last.Error()
}
func (s *stopped) Unwrap() []error { return []error{s.last, s.cause} }

func (s hand) Plain(ctx context.Context, id string) (*User, error) { return s.inner.Plain(ctx, id) }

func (s hand) Get(ctx context.Context, id string) (*User, error) {
	for try := 1; ; try++ {
		user, err := s.inner.Get(ctx, id)
		if err == nil || !retryable(err) {
			return user, err
		}
		if ctx.Err() != nil {
			return user, &stopped{context.Cause(ctx), err}
		}
		if try == maxTries {
			return user, err
		}
	}
}

func (s hand) Fetch(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	for try := 1; ; try++ {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		user, err := s.inner.Fetch(attempt, id)
		timedOut := err != nil && attempt.Err() != nil
		end()
		if err == nil || !timedOut && !retryable(err) {
			return user, err
		}
		if ctx.Err() != nil {
			return user, &stopped{context.Cause(ctx), err}
		}
		if try == maxTries {
			return user, err
		}
	}
}

func (s hand) Poll(ctx context.Context, id string) (*User, error) {
	for try := 1; ; try++ {
		user, err := s.inner.Poll(ctx, id)
		if err == nil || !retryable(err) {
			return user, err
		}
		if ctx.Err() != nil {
			return user, &stopped{context.Cause(ctx), err}
		}
		if try == maxTries {
			return user, err
		}
		if !pause(ctx, shortPause) {
			return user, &stopped{context.Cause(ctx), err}
		}
	}
}

func (s hand) Wait(ctx context.Context, id string) (*User, error) {
	for try := 1; ; try++ {
		user, err := s.inner.Wait(ctx, id)
		if err == nil || !retryable(err) {
			return user, err
		}
		if ctx.Err() != nil {
			return user, &stopped{context.Cause(ctx), err}
		}
		if try == maxTries {
			return user, err
		}
		if !pause(ctx, longPause) {
			return user, &stopped{context.Cause(ctx), err}
		}
	}
}

func (s hand) WaitLimited(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, longDeadline)
	defer cancel()
	for try := 1; ; try++ {
		attempt, end := context.WithTimeout(ctx, attemptTimeout)
		user, err := s.inner.WaitLimited(attempt, id)
		timedOut := err != nil && attempt.Err() != nil
		end()
		if err == nil || !timedOut && !retryable(err) {
			return user, err
		}
		if ctx.Err() != nil {
			return user, &stopped{context.Cause(ctx), err}
		}
		if try == maxTries {
			return user, err
		}
		if !pause(ctx, longPause) {
			return user, &stopped{context.Cause(ctx), err}
		}
	}
}

// pause waits, and reports whether ctx is alive still. A pause that would outlast ctx is not begun.
func pause(ctx context.Context, d time.Duration) bool {
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
