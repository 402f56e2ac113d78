package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// hand is the loop that a good engineer writes by hand, once for each method, with no more in it than its policy needs. It
// keeps the decorator's rules: what is retried, when it stops, and what the error then says.
type hand struct{ inner Store }

// retryable is the policies' errors, and timeouts.
func retryable(err error) bool {
	return errors.Is(err, ErrBusy) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// A stopped error is that of a call whose context ended: why, the last error, and what a backoff.Error tells besides.
type stopped struct {
	cause, last error
	attempts    int
	elapsed     time.Duration // since the call began, or since its first failure where nothing else needs a clock
}

func stop(ctx context.Context, last error, attempts int, start time.Time) error {
	return &stopped{context.Cause(ctx), last, attempts, time.Since(start)}
}

func (s *stopped) Error() string {
	return fmt.Sprintf("stopped after %d attempts in %v: %v; last error: %v", s.attempts, s.elapsed, s.cause, s.last)
}

func (s *stopped) Unwrap() []error { return []error{s.last, s.cause} }

func (s *hand) Plain(ctx context.Context, id string) (*User, error) { return s.inner.Plain(ctx, id) }

func (s *hand) Get(ctx context.Context, id string) (*User, error) {
	var start time.Time
	for try := 1; ; try++ {
		user, err := s.inner.Get(ctx, id)
		if err == nil || !retryable(err) {
			return user, err
		}
		if try == 1 {
			start = time.Now()
		}
		if ctx.Err() != nil {
			return user, stop(ctx, err, try, start)
		}
		if try == maxTries {
			return user, err
		}
	}
}

func (s *hand) Fetch(ctx context.Context, id string) (*User, error) {
	start := time.Now()
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
			return user, stop(ctx, err, try, start)
		}
		if try == maxTries {
			return user, err
		}
	}
}

func (s *hand) Poll(ctx context.Context, id string) (*User, error) {
	var start time.Time
	for try := 1; ; try++ {
		user, err := s.inner.Poll(ctx, id)
		if err == nil || !retryable(err) {
			return user, err
		}
		if try == 1 {
			start = time.Now()
		}
		if ctx.Err() != nil {
			return user, stop(ctx, err, try, start)
		}
		if try == maxTries {
			return user, err
		}
		if !pause(ctx, shortPause) {
			return user, stop(ctx, err, try, start)
		}
	}
}

func (s *hand) Wait(ctx context.Context, id string) (*User, error) {
	var start time.Time
	for try := 1; ; try++ {
		user, err := s.inner.Wait(ctx, id)
		if err == nil || !retryable(err) {
			return user, err
		}
		if try == 1 {
			start = time.Now()
		}
		if ctx.Err() != nil {
			return user, stop(ctx, err, try, start)
		}
		if try == maxTries {
			return user, err
		}
		if !pause(ctx, longPause) {
			return user, stop(ctx, err, try, start)
		}
	}
}

func (s *hand) WaitLimited(ctx context.Context, id string) (*User, error) {
	start := time.Now()
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
			return user, stop(ctx, err, try, start)
		}
		if try == maxTries {
			return user, err
		}
		if !pause(ctx, longPause) {
			return user, stop(ctx, err, try, start)
		}
	}
}

// pause waits, and reports whether ctx is alive still. A pause that would outlast ctx is not begun.
func pause(ctx context.Context, d time.Duration) bool {
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= d {
		return false
	}
	timer := time.NewTimer(d)
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		timer.Stop()
		return false
	}
}

// bare is hand without what only an error of a stopped call would tell, and so without the clock where nothing else needs
// one.
type bare struct{ hand }

func (s *bare) Get(ctx context.Context, id string) (*User, error) {
	for try := 1; ; try++ {
		user, err := s.inner.Get(ctx, id)
		if err == nil || try == maxTries || !retryable(err) || ctx.Err() != nil {
			return user, err
		}
	}
}
