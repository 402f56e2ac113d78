package abandon_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/abandon"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Rule 1.26.
func TestTheCallIsOnTimeWhenTheCalleeIgnoresItsContext(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		conn, err := d.Connect(t.Context(), "address")
		if conn != nil || err != backoff.ErrAttemptTimeout || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, %v, want ErrAttemptTimeout itself: there is no inner error", conn, err)
		}
		c.took(t, 320*ms, 0, 110*ms, 220*ms)
	}, after(time.Hour, nil))
}

func TestALateResultIsClosed(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		conn, err := d.Connect(t.Context(), "address")
		if err != nil || conn.Number() != 2 {
			t.Errorf("got %v, %v, want what the second attempt returned", conn, err)
		}
		c.took(t, 160*ms, 0, 110*ms)
		if err := c.seen[1].Err(); err != nil {
			t.Errorf("the context of the connection ended with %v, although it is in use", err)
		}
		c.noted(t, "1 closed at 160ms")
	}, after(130*ms, nil), after(50*ms, nil))
}

// A pool returns the same connection to each attempt.
type pool struct {
	*callee
	only connection
}

func (p *pool) Connect(ctx context.Context, _ string) (abandon.Connection, error) {
	_, err := p.attempt(ctx, nil)
	return &p.only, err
}

// Rule 3.9: what an attempt returned that failed is not its caller's, and a late attempt that returns the same closes it.
func TestALateResultThatAFailedAttemptHadReturned(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ abandon.Device) {
		conn, err := abandon.NewRetryingDevice(&pool{c, connection{7, c}}).Connect(t.Context(), "address")
		if conn != nil || err != backoff.ErrAttemptTimeout {
			t.Errorf("got %v, %v", conn, err)
		}
		c.took(t, 220*ms, 0, 10*ms, 120*ms)
		c.noted(t, "7 closed at 10ms", "7 closed at 1.01s", "7 closed at 1.12s")
	}, after(0, abandon.ErrBusy), after(time.Second, nil))
}

// What the abandoned attempt's callee sees is its own time-out, and not that it was left.
func TestTheCalleeSeesWhyItsContextEnded(t *testing.T) {
	var err, cause error
	bubble(t, func(t *testing.T, _ *callee, d abandon.Device) {
		if conn, err := d.Connect(t.Context(), "address"); err != nil || conn.Number() != 2 {
			t.Errorf("got %v, %v", conn, err)
		}
	}, func(ctx context.Context, _ io.Reader) error {
		<-ctx.Done()
		time.Sleep(time.Second)
		err, cause = ctx.Err(), context.Cause(ctx)
		return err
	}, after(0, nil))
	if err != context.DeadlineExceeded || cause != backoff.ErrAttemptTimeout {
		t.Errorf("the callee saw %v because of %v", err, cause)
	}
}

// A method without a context keeps its limits.
// Rules 1.8 and 1.26.
func TestLimitsHoldWithoutAContext(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		err := d.Reset()
		stopped(t, err, backoff.Error{Reason: backoff.ReasonDeadline, Attempts: 2, Cause: backoff.ErrDeadline, Last: backoff.ErrAttemptTimeout})
		c.took(t, 500*ms, 0, 400*ms)
	}, after(time.Hour, nil))
	synctest.Test(t, func(t *testing.T) { // a default's, too
		c := &callee{steps: []step{after(time.Hour, nil), after(50*ms, nil)}, began: time.Now()}
		value, err := abandon.NewRetryingLegacy(c).Read(7)
		if value != 207 || err != nil {
			t.Errorf("got %d, %v", value, err)
		}
		c.took(t, 150*ms, 0, 100*ms)
		drain()
	})
}

// At the deadline there is no error but the deadline itself.
func TestTheDeadlineIsNoLastError(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ abandon.Device) {
		policies := abandon.DefaultDevicePolicies()
		policies.Reset.AttemptTimeout = 0
		d, err := abandon.NewRetryingDevice(c).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		stopped(t, d.Reset(), backoff.Error{Reason: backoff.ReasonDeadline, Attempts: 1, Cause: backoff.ErrDeadline})
		c.took(t, 500*ms, 0)
	}, after(time.Hour, nil))
}

// An attempt that ends in time is like any other: its error is retried or returned, its results come back.
func TestAttemptsThatEndInTime(t *testing.T) {
	failed := errors.New("failed")
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		if err := d.Reset(); err != failed {
			t.Errorf("got %v, want the attempt's own error", err)
		}
		c.took(t, 160*ms, 0, 130*ms)
	}, after(30*ms, abandon.ErrBusy), after(30*ms, failed))
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		conn, err := d.Connect(t.Context(), "address")
		if conn.Number() != 2 || err != nil {
			t.Errorf("got %v, %v", conn, err)
		}
		c.took(t, 70*ms, 0, 40*ms)
		c.noted(t, "1 closed at 40ms") // after the pause: it came beside an error
	}, after(30*ms, abandon.ErrBusy), after(30*ms, nil))
}

func TestTheCallersEndIsOnTimeToo(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*ms, cancel)
		if _, err := d.Wait(ctx); err != context.Canceled {
			t.Errorf("got %v, want what a first attempt would have returned that heeds its context", err)
		}
		c.took(t, 50*ms, 0)
	}, after(time.Hour, nil))
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*ms)
		defer cancel()
		_, err := d.Wait(ctx)
		stopped(t, err, backoff.Error{Reason: backoff.ReasonDeadline, Attempts: 2, Cause: context.DeadlineExceeded, Last: abandon.ErrBusy})
		c.took(t, 50*ms, 0, 20*ms)
	}, after(20*ms, abandon.ErrBusy), after(time.Hour, nil))
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) { // of two deadlines at one instant it is the caller's
		ctx, cancel := context.WithTimeout(t.Context(), 100*ms)
		defer cancel()
		if _, err := d.Connect(ctx, "address"); err != context.DeadlineExceeded {
			t.Errorf("got %v, want the caller's", err)
		}
		c.took(t, 100*ms, 0)
	}, after(time.Hour, nil))
}

// The decorator is transparent: a first attempt runs, and is heard, although the caller's context is done.
func TestTheFirstAttemptRunsForACallerThatIsDone(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if n, err := d.Wait(ctx); n != 1 || err != nil {
			t.Errorf("got %d, %v, want the attempt's success", n, err)
		}
		c.took(t, 30*ms, 0)
	}, after(30*ms, nil))
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) { // for as long as the policy lets it
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := d.Connect(ctx, "address"); err != context.Canceled {
			t.Errorf("got %v", err)
		}
		c.took(t, 100*ms, 0)
	}, after(time.Hour, nil))
}
