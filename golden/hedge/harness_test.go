package hedge_test

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

	"github.com/backoffgen/backoffgen/golden/hedge"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

const ms = time.Millisecond

// No goroutine outlives the tests: those that lose end with what they run.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A step is what the inner method does in one attempt.
type step func(ctx context.Context) error

// after ends an attempt after d, whatever becomes of its context.
func after(d time.Duration, err error) step {
	return func(context.Context) error { time.Sleep(d); return err }
}

// heed ends an attempt when its context ends, or with err after d.
func heed(d time.Duration, err error) step {
	return func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(d):
			return err
		}
	}
}

// A callee takes one step in each attempt, the last one again and again. Its attempts may run at the same time.
type callee struct {
	steps []step
	began time.Time

	mu     sync.Mutex
	starts []time.Duration
	seen   []context.Context
	log    []string // what happened late, and when
}

func (c *callee) attempt(ctx context.Context) (int, error) {
	c.mu.Lock()
	n := len(c.starts) + 1
	c.starts = append(c.starts, time.Since(c.began))
	c.seen = append(c.seen, ctx)
	c.mu.Unlock()
	return n, c.steps[min(n, len(c.steps))-1](ctx)
}

func (c *callee) note(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log = append(c.log, fmt.Sprintf(format, args...)+" at "+time.Since(c.began).String())
}

// A body notes when it is closed, and how much of it was read.
type body struct {
	io.Reader
	n    int
	from *callee
}

func (b *body) Close() error {
	rest, _ := io.ReadAll(b.Reader)
	b.from.note("%d closed with %q left", b.n, rest)
	return nil
}

func (c *callee) Fetch(ctx context.Context, _ int) (hedge.User, error) {
	n, err := c.attempt(ctx)
	return hedge.User{ID: n}, err
}

func (c *callee) Ping(ctx context.Context) error {
	_, err := c.attempt(ctx)
	return err
}

func (c *callee) Open(ctx context.Context, _ string) (io.ReadCloser, error) {
	n, err := c.attempt(ctx)
	return &body{strings.NewReader("text"), n, c}, err
}

func (c *callee) Limited(ctx context.Context) (int, error) { return c.attempt(ctx) }

func (c *callee) Sized(ctx context.Context) (io.ReadCloser, int64, error) {
	n, err := c.attempt(ctx)
	return &body{strings.NewReader("text"), n, c}, int64(n - 1), err // the first has no size
}

func (c *callee) Do(req *http.Request) (*http.Response, error) {
	n, err := c.attempt(req.Context())
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: n, Body: &body{strings.NewReader("text"), n, c}}, nil
}

func (c *callee) Blocking(int) (hedge.User, error) {
	n, err := c.attempt(context.Background())
	return hedge.User{ID: n}, err
}

// bubble runs a test of a decorator whose inner value takes the given steps.
func bubble(t *testing.T, test func(t *testing.T, c *callee, store hedge.Store), steps ...step) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		defer drain()
		time.Sleep(100 * 365 * 24 * time.Hour) // until after the process began, so that the engine's instants are positive as everywhere else
		c := &callee{steps: steps, began: time.Now()}
		test(t, c, hedge.NewRetryingStore(c))
	})
}

// drain waits for all attempts to return.
func drain() {
	time.Sleep(24 * time.Hour)
	synctest.Wait()
}

// began says when attempts have begun so far, and how long the call took.
func (c *callee) took(t *testing.T, elapsed time.Duration, starts ...time.Duration) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if got := time.Since(c.began); got != elapsed || !slices.Equal(c.starts, starts) {
		t.Errorf("took %v with attempts at %v, want %v with %v", got, c.starts, elapsed, starts)
	}
}

// cause is that of the end of an attempt's context.
func (c *callee) cause(n int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return context.Cause(c.seen[n-1])
}

// noted waits until all attempts have returned, and says what happened late.
func (c *callee) noted(t *testing.T, want ...string) {
	t.Helper()
	time.Sleep(time.Hour)
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
