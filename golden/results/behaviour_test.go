package results_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/results"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// jobs answer with what a test gives them, an answer for each attempt; the last one is given again.
type jobs struct {
	results.Jobs
	answers  []answer
	attempts int
}

type answer struct {
	job  *results.Job
	err  error
	wait time.Duration
}

func (j *jobs) answer(ctx context.Context) (*results.Job, error) {
	a := j.answers[min(j.attempts, len(j.answers)-1)]
	j.attempts++
	time.Sleep(a.wait)
	return a.job, a.err
}

func (j *jobs) Wait(ctx context.Context, id string) (*results.Job, error) { return j.answer(ctx) }
func (j *jobs) Named(ctx context.Context, _ string) (*results.Job, error) { return j.answer(ctx) }
func (j *jobs) Checked() (*results.Job, error)                            { return j.answer(context.Background()) }
func (j *jobs) Poll(ctx context.Context, id string) (*results.Job, int, error) {
	job, err := j.answer(ctx)
	return job, len(id), err
}

var (
	pending = &results.Job{ID: "1"}
	done    = &results.Job{ID: "1", Done: true}
)

// A result that is rejected is retried as an error is, and the tries count.
// Rule 1.21.
func TestARejectedResultIsRetried(t *testing.T) {
	for _, test := range []struct {
		name     string
		answers  []answer
		attempts int
		job      *results.Job
		err      error
	}{
		{"until it is accepted", []answer{{job: pending}, {err: results.ErrBusy}, {job: done}}, 3, done, nil},
		{"until the tries are used up: then it is the caller's, without an error", []answer{{job: pending}}, 4, pending, nil},
		{"and an error after it is the last one", []answer{{job: pending}, {job: pending}, {job: pending}, {err: results.ErrBusy}}, 4, nil, results.ErrBusy},
		{"while an error of another kind is not judged", []answer{{err: io.EOF}}, 1, nil, io.EOF},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &jobs{answers: test.answers}
				start := time.Now()
				job, err := results.NewRetryingJobs(inner).Wait(t.Context(), "1")
				if job != test.job || err != test.err || inner.attempts != test.attempts {
					t.Errorf("got %v, %v after %d attempts, want %v, %v after %d", job, err, inner.attempts, test.job, test.err, test.attempts)
				}
				if got, want := time.Since(start), time.Duration(test.attempts-1)*100*time.Millisecond; got != want {
					t.Errorf("took %v, want %v", got, want)
				}
			})
		})
	}
}

func TestResultsAreJudgedByFunctions(t *testing.T) {
	inner := &jobs{answers: []answer{{job: pending}, {job: done}}}
	if job, err := results.NewRetryingJobs(inner).Named(t.Context(), ""); job != done || err != nil || inner.attempts != 2 {
		t.Errorf("got %v, %v after %d attempts", job, err, inner.attempts)
	}
	inner = &jobs{answers: []answer{{job: pending}}}
	if job, err := results.NewRetryingJobs(inner).Checked(); job != pending || err != nil || inner.attempts != 3 {
		t.Errorf("got %v, %v after %d attempts", job, err, inner.attempts)
	}
}

// At the deadline a call with a rejected result is stopped: its caller learns why, and gets no result beside the error.
func TestARejectedResultAtTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &jobs{answers: []answer{{err: context.DeadlineExceeded}, {job: pending}}}
		job, n, err := results.NewRetryingJobs(inner).Poll(t.Context(), "")
		var stopped *backoff.Error
		if job != nil || n != 0 || !errors.As(err, &stopped) {
			t.Fatalf("got %v, %d, %v", job, n, err)
		}
		if stopped.Reason != backoff.ReasonDeadline || stopped.Last != context.DeadlineExceeded || stopped.Attempts != 10 || inner.attempts != 10 {
			t.Errorf("got %+v after %d attempts", stopped, inner.attempts)
		}
	})
}

// A canceled caller gets the rejected result of the first attempt as it is, and is told later.
func TestARejectedResultAndACanceledCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(150*time.Millisecond, cancel)
		inner := &jobs{answers: []answer{{job: pending}}}
		job, err := results.NewRetryingJobs(inner).Wait(ctx, "1")
		var stopped *backoff.Error
		if job != nil || !errors.As(err, &stopped) || stopped.Reason != backoff.ReasonCanceled || stopped.Last != nil || inner.attempts != 2 {
			t.Errorf("got %v, %v after %d attempts", job, err, inner.attempts)
		}
		inner = &jobs{answers: []answer{{job: pending}}}
		if job, err := results.NewRetryingJobs(inner).Wait(ctx, "1"); job != pending || err != nil || inner.attempts != 1 {
			t.Errorf("got %v, %v after %d attempts, want what the first one returned", job, err, inner.attempts)
		}
	})
}

// stream is a body that notes when it is closed.
type stream struct {
	*strings.Reader
	closed *int
}

func (s stream) Close() error { *s.closed++; return nil }

type streams struct {
	results.Jobs
	texts    []string
	attempts int
	closed   []int
}

func (s *streams) Open(context.Context, string) (io.ReadCloser, error) {
	text := s.texts[s.attempts]
	s.attempts++
	return stream{strings.NewReader(text), &s.closed[s.attempts-1]}, nil
}

// What is rejected and tried again is closed; what the caller gets is open.
func TestRejectedStreamsAreClosed(t *testing.T) {
	for _, test := range []struct {
		texts  []string
		closed []int
	}{
		{[]string{"", "content", "unused"}, []int{1, 0, 0}},
		{[]string{"", "", ""}, []int{1, 1, 0}},
	} {
		inner := &streams{texts: test.texts, closed: make([]int, 3)}
		body, err := results.NewRetryingJobs(inner).Open(t.Context(), "1")
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range test.closed {
			if inner.closed[i] != want {
				t.Errorf("%q: stream %d was closed %d times, want %d", test.texts, i, inner.closed[i], want)
			}
		}
		if err := body.Close(); err != nil {
			t.Error(err)
		}
	}
}

// cached fails with err.
type cached struct {
	err      error
	attempts int
}

func (c *cached) Load(context.Context, string, ...string) (string, error) {
	c.attempts++
	return "partial", c.err
}

func (c *cached) Ping(context.Context) error { c.attempts++; return c.err }

// Rule 1.24.
func TestFallbackMakesUpForAFailure(t *testing.T) {
	inner := &cached{err: results.ErrBusy}
	if got, err := results.NewRetryingCached(inner).Load(t.Context(), "key", "tag"); got != "cached key" || err != nil || inner.attempts != 2 {
		t.Errorf("got %q, %v after %d attempts", got, err, inner.attempts)
	}
	inner = &cached{err: io.EOF}
	if got, err := results.NewRetryingCached(inner).Load(t.Context(), "key"); got != "" || err != io.EOF {
		t.Errorf("got %q, %v: want what the fallback returned", got, err)
	}
	inner = &cached{}
	if got, err := results.NewRetryingCached(inner).Load(t.Context(), "key"); got != "partial" || err != nil {
		t.Errorf("got %q, %v: want the success", got, err)
	}
}

// A fallback gets the error that the caller would have had, and is not asked when the caller is gone.
// Rule 1.24.
func TestFallbackAndTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		err := results.NewRetryingCached(&cached{err: results.ErrBusy}).Ping(t.Context())
		var stopped *backoff.Error
		if !errors.As(err, &stopped) || stopped.Reason != backoff.ReasonDeadline || !strings.HasPrefix(err.Error(), "no answer") {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := results.NewRetryingCached(&cached{err: results.ErrBusy}).Ping(ctx); err != results.ErrBusy {
			t.Errorf("for a caller that is gone: %v", err)
		}
	})
}

type store struct{ values []string }

func (s *store) Get(context.Context, int) (string, error) {
	v := s.values[0]
	s.values = s.values[1:]
	if v == "error" {
		return "", results.ErrBusy
	}
	return v, nil
}

func TestGenericFunctions(t *testing.T) {
	got, err := results.NewRetryingStore[int, string](&store{[]string{"", "value"}}).Get(t.Context(), 1)
	if got != "value" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	_, err = results.NewRetryingStore[int, string](&store{[]string{"", "error", "error"}}).Get(t.Context(), 1)
	if !errors.Is(err, results.ErrBusy) || !strings.HasPrefix(err.Error(), "not remembered") {
		t.Errorf("got %v", err)
	}
}
