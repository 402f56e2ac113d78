package abandon_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/abandon"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

const ms = time.Millisecond

// No goroutine outlives the tests: attempts that are left behind end when what they run does.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A step is what the inner method does in one attempt. What it reads is nil where the method has nothing to read.
type step func(ctx context.Context, r io.Reader) error

// after ends an attempt after d, whatever becomes of its context.
func after(d time.Duration, err error) step {
	return func(context.Context, io.Reader) error { time.Sleep(d); return err }
}

// read ends an attempt after d, when it has read n bytes.
func read(n int64, d time.Duration, err error) step {
	return func(_ context.Context, r io.Reader) error {
		time.Sleep(d)
		_, _ = io.CopyN(io.Discard, r, n)
		return err
	}
}

// A callee takes one step in each attempt, the last one again and again. Attempts that were left behind go on beside others.
type callee struct {
	steps []step
	began time.Time
	close func() // is called when a connection is closed; may be nil

	mu     sync.Mutex
	starts []time.Duration
	seen   []context.Context // nil where the method has none
	log    []string          // what happened late, and when
}

func (c *callee) attempt(ctx context.Context, r io.Reader) (int, error) {
	c.mu.Lock()
	n := len(c.starts) + 1
	c.starts = append(c.starts, time.Since(c.began))
	c.seen = append(c.seen, ctx)
	c.mu.Unlock()
	return n, c.steps[min(n, len(c.steps))-1](ctx, r)
}

func (c *callee) note(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log = append(c.log, fmt.Sprintf(format, args...)+" at "+time.Since(c.began).String())
}

// A connection notes when it is closed.
type connection struct {
	n    int
	from *callee
}

func (c *connection) Number() int { return c.n }

func (c *connection) Close() error {
	c.from.note("%d closed", c.n)
	if c.from.close != nil {
		c.from.close()
	}
	return nil
}

func (c *callee) Connect(ctx context.Context, _ string) (abandon.Connection, error) {
	n, err := c.attempt(ctx, nil)
	return &connection{n, c}, err
}

func (c *callee) Reset() error {
	//lint:ignore SA1012 Such a method has no context.
	_, err := c.attempt(nil, nil)
	return err
}

func (c *callee) Wait(ctx context.Context) (int, error) { return c.attempt(ctx, nil) }

func (c *callee) Write(ctx context.Context, firmware io.Reader) (int, string, error) {
	n, err := c.attempt(ctx, firmware)
	return n, "name", err
}

func (c *callee) Do(req *http.Request) (*http.Response, error) {
	n, err := c.attempt(req.Context(), req.Body)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: n, Body: struct {
		io.Reader
		io.Closer
	}{strings.NewReader("text"), &connection{n, c}}}, nil
}

func (c *callee) Read(register int) (int, error) {
	//lint:ignore SA1012 Such a method has no context.
	n, err := c.attempt(nil, nil)
	return 100*n + register, err
}

func (c *callee) Name() string { return "callee" }

// bubble runs a test of a decorator whose inner value takes the given steps, and then waits for all attempts to return.
func bubble(t *testing.T, test func(t *testing.T, c *callee, d abandon.Device), steps ...step) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(100 * 365 * 24 * time.Hour) // until after the process began, so that the engine's instants are positive as everywhere else
		c := &callee{steps: steps, began: time.Now()}
		test(t, c, abandon.NewRetryingDevice(c))
		drain()
	})
}

func drain() {
	time.Sleep(24 * time.Hour)
	synctest.Wait()
}

// took says how long the call took, and when its attempts began.
func (c *callee) took(t *testing.T, elapsed time.Duration, starts ...time.Duration) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if got := time.Since(c.began); got != elapsed || !slices.Equal(c.starts, starts) {
		t.Errorf("took %v with attempts at %v, want %v with %v", got, c.starts, elapsed, starts)
	}
}

// noted waits until all attempts have returned, and says what happened late.
func (c *callee) noted(t *testing.T, want ...string) {
	t.Helper()
	drain()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Equal(c.log, want) {
		t.Errorf("late there was %q, want %q", c.log, want)
	}
}

// stopped says that a call was stopped.
func stopped(t *testing.T, err error, want backoff.Error) {
	t.Helper()
	var got *backoff.Error
	if !errors.As(err, &got) || got.Reason != want.Reason || got.Attempts != want.Attempts || got.Last != want.Last || got.Cause != want.Cause {
		t.Errorf("got %v, want it stopped with %v after %d attempts, cause %v, last %v", err, want.Reason, want.Attempts, want.Cause, want.Last)
	}
}
