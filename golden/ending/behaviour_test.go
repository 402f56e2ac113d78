package ending_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/ending"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// store fails, and notes when what is called.
type store struct {
	ending.Store
	start   time.Time
	mu      sync.Mutex // attempts that were left behind go on
	log     []string
	fails   int // so many attempts fail, then they succeed
	connect func(ctx context.Context) error
	attempt func(ctx context.Context) error
}

func (s *store) note(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, fmt.Sprint(what, " ", time.Since(s.start)))
}

func (s *store) Connect(ctx context.Context) error {
	s.note("connect")
	if s.connect == nil {
		return nil
	}
	return s.connect(ctx)
}

func (s *store) try(ctx context.Context) error {
	s.note("attempt")
	if s.attempt != nil {
		return s.attempt(ctx)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails--; s.fails < 0 {
		return nil
	}
	return ending.ErrBusy
}

func (s *store) Fetch(ctx context.Context, _ string) (string, error) { return "", s.try(ctx) }
func (s *store) Left(ctx context.Context, _ string) (string, error)  { return "", s.try(ctx) }
func (s *store) Late(ctx context.Context) error                      { return s.try(ctx) }
func (s *store) Renew(ctx context.Context, _ string) error           { return s.try(ctx) }
func (s *store) Ping() error                                         { return s.try(context.Background()) }

func (s *store) Wait(context.Context) (int, error) {
	if s.fails--; s.fails < 0 {
		return 1, nil
	}
	if s.fails%2 == 0 {
		return 0, nil
	}
	return 0, ending.ErrBusy
}

func (s *store) Post(req *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(req.Body)
	_ = req.Body.Close()
	s.note("attempt with " + string(body))
	return nil, ending.ErrBusy
}

func (s *store) LeftPost(req *http.Request) (*http.Response, error) { return s.Post(req) }

// inBubble runs a test with a decorated store, under time of its own.
func inBubble(t *testing.T, test func(t *testing.T, s *store, r *ending.RetryingStore)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &store{start: time.Now()}
		test(t, s, ending.NewRetryingStore(s))
	})
}

func (s *store) mustLog(t *testing.T, want ...string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := cmp.Diff(want, s.log); d != "" {
		t.Errorf("what was called (-want +got):\n%s", d)
	}
}

// It is called after the pause, before each further attempt and no other, and its context ends at the deadline.
//
// Rule 1.37.
func TestItIsCalledAfterThePause(t *testing.T) {
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 2
		s.connect = func(ctx context.Context) error {
			if d, ok := ctx.Deadline(); !ok || d.Sub(s.start) != time.Second {
				t.Errorf("its context ends at %v, %v", d.Sub(s.start), ok)
			}
			return nil
		}
		if _, err := r.Fetch(t.Context(), ""); err != nil {
			t.Error(err)
		}
		s.mustLog(t, "attempt 0s", "connect 100ms", "attempt 100ms", "connect 200ms", "attempt 200ms")
	})
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 1
		if err := r.Ping(); err != nil {
			t.Error(err)
		}
		s.mustLog(t, "attempt 0s", "connect 0s", "attempt 0s")
	})
}

// Its error stops the call, with that as the cause; the fallback sees it.
//
// Rule 1.37.
func TestItsErrorStopsTheCall(t *testing.T) {
	refused := errors.New("refused")
	for name, call := range map[string]func(r *ending.RetryingStore) error{
		"in the caller's goroutine": func(r *ending.RetryingStore) error { _, err := r.Fetch(context.Background(), ""); return err },
		"in the attempt's":          func(r *ending.RetryingStore) error { _, err := r.Left(context.Background(), ""); return err },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &store{start: time.Now(), fails: 9, connect: func(context.Context) error { return refused }}
				var events []string
				observer := backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
					if e.Kind == backoff.EventCallEnded {
						events = append(events, string(e.Reason))
					}
				})
				err := call(ending.NewRetryingStore(s, backoff.WithObserver(observer)))
				stopped, ok := errors.AsType[*backoff.Error](err)
				if !ok || stopped.Reason != backoff.ReasonBeforeRetry || stopped.Cause != refused || stopped.Last != ending.ErrBusy || stopped.Attempts != 1 {
					t.Errorf("the call ends with %#v", err)
				}
				if d := cmp.Diff([]string{"before_retry"}, events); d != "" {
					t.Errorf("reasons (-want +got):\n%s", d)
				}
			})
		})
	}
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 9
		if err := r.Renew(t.Context(), ""); err == nil || !strings.HasSuffix(err.Error(), "nothing to renew after busy; last error: busy") || !errors.Is(err, ending.ErrBusy) {
			t.Errorf("the call ends with %v", err)
		}
	})
}

// It is told ErrRejected where results were rejected, and the error of the attempt otherwise.
//
// Rule 1.37.
func TestItIsToldWhatHasFailed(t *testing.T) {
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 2
		var told []error
		if n, err := r.Wait(ending.Telling(t.Context(), &told)); n != 1 || err != nil {
			t.Errorf("the call returns %d, %v", n, err)
		}
		if len(told) != 2 || told[0] != ending.ErrBusy || told[1] != backoff.ErrRejected {
			t.Errorf("it was told %v", told)
		}
	})
}

// What takes its time is followed by no attempt that would come too late.
//
// Rule 1.37.
func TestNoAttemptFollowsItTooLate(t *testing.T) {
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 9
		s.connect = func(ctx context.Context) error { <-ctx.Done(); return nil }
		_, err := r.Fetch(t.Context(), "")
		if stopped, ok := errors.AsType[*backoff.Error](err); !ok || stopped.Reason != backoff.ReasonDeadline || stopped.Attempts != 1 {
			t.Errorf("the call ends with %v", err)
		}
		s.mustLog(t, "attempt 0s", "connect 100ms")
		if took := time.Since(s.start); took != time.Second {
			t.Errorf("it took %v", took)
		}
	})
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 9
		s.connect = func(context.Context) error { time.Sleep(time.Minute); return nil }
		if err := r.Late(t.Context()); err != ending.ErrBusy {
			t.Errorf("the call ends with %v", err)
		}
		s.mustLog(t, "attempt 0s", "connect 0s")
	})
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 9
		ctx, cancel := context.WithCancel(t.Context())
		s.connect = func(context.Context) error { cancel(); return nil }
		err := r.Late(ctx)
		if stopped, ok := errors.AsType[*backoff.Error](err); !ok || stopped.Reason != backoff.ReasonCanceled || stopped.Attempts != 1 {
			t.Errorf("the call ends with %v", err)
		}
	})
}

// Where attempts are left behind it is part of the attempt, so that the call is on time whatever it does.
//
// Rule 1.37.
func TestUnderAbandonItIsPartOfTheAttempt(t *testing.T) {
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		s.fails = 9
		s.connect = func(context.Context) error { time.Sleep(time.Hour); return nil }
		_, err := r.Left(t.Context(), "")
		if took := time.Since(s.start); !errors.Is(err, backoff.ErrAttemptTimeout) || took != 2*time.Second {
			t.Errorf("the call ends with %v after %v", err, took)
		}
		time.Sleep(2 * time.Hour) // what was left behind ends
		s.mustLog(t, "attempt 0s", "connect 0s", "connect 1s")
	})
}

// An attempt that it has prepared for too long does not begin, be it that the call waits for it, or has ended long since.
//
// Rule 1.37.
func TestUnderAbandonNoAttemptFollowsItTooLate(t *testing.T) {
	for name, test := range map[string]struct {
		change  func(p *backoff.Policy)
		connect func(cancel context.CancelFunc)
		want    error
		reason  backoff.Reason
	}{
		"after retry_for": {
			func(p *backoff.Policy) { p.RetryFor = time.Second / 2 },
			func(context.CancelFunc) { time.Sleep(time.Second/2 + 1) },
			ending.ErrBusy, backoff.ReasonRetryFor,
		},
		"at the deadline": {
			func(p *backoff.Policy) { p.Deadline = time.Second / 2 },
			func(context.CancelFunc) { time.Sleep(time.Hour) },
			backoff.ErrDeadline, backoff.ReasonDeadline,
		},
		"its caller is gone": {
			func(*backoff.Policy) {},
			func(cancel context.CancelFunc) { cancel() },
			context.Canceled, backoff.ReasonCanceled,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				s := &store{start: time.Now(), fails: 9, connect: func(context.Context) error { test.connect(cancel); return nil }}
				var ended []backoff.Event
				p := ending.DefaultStorePolicies()
				test.change(&p.Left)
				r, err := ending.NewRetryingStore(s, backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
					if e.Kind == backoff.EventCallEnded {
						ended = append(ended, e)
					}
				}))).WithPolicies(p)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := r.Left(ctx, ""); !errors.Is(err, test.want) {
					t.Errorf("the call ends with %v", err)
				}
				time.Sleep(2 * time.Hour)
				s.mustLog(t, "attempt 0s", "connect 0s")
				if len(ended) != 1 || ended[0].Reason != test.reason {
					t.Errorf("%+v", ended)
				}
			})
		})
	}
}

// The body of an attempt that it prepared for, and that does not begin, is closed.
//
// Rules 1.37 and 3.11.
func TestTheBodyOfAnAttemptThatDoesNotBeginIsClosed(t *testing.T) {
	for name, connect := range map[string]func(context.Context) error{
		"it fails":           func(context.Context) error { return errors.New("refused") },
		"it panics":          func(context.Context) error { panic("refused") },
		"it takes too long":  func(context.Context) error { time.Sleep(time.Hour); return nil },
		"it ends the caller": nil,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if connect == nil {
					connect = func(context.Context) error { cancel(); return nil }
				}
				s := &store{start: time.Now(), connect: connect}
				var open atomic.Int32
				body := func() (io.ReadCloser, error) {
					open.Add(1)
					return &closing{strings.NewReader("x"), func() { open.Add(-1) }}, nil
				}
				req, err := http.NewRequestWithContext(ctx, http.MethodPut, "/", nil)
				if err != nil {
					t.Fatal(err)
				}
				req.GetBody = body
				req.Body, _ = body()
				func() {
					defer func() { _ = recover() }()
					resp, err := ending.NewRetryingStore(s).LeftPost(req)
					if err == nil {
						t.Errorf("the call succeeds: %v", resp)
					}
				}()
				time.Sleep(2 * time.Hour)
				if n := open.Load(); n != 0 {
					t.Errorf("%d bodies are open", n)
				}
			})
		})
	}
}

// A closing tells when it is closed.
type closing struct {
	io.Reader
	closed func()
}

func (c *closing) Close() error { c.closed(); return nil }

// What an attempt consumes is made ready after it.
//
// Rule 1.37.
func TestItComesBeforeTheBodyIsRewound(t *testing.T) {
	inBubble(t, func(t *testing.T, s *store, r *ending.RetryingStore) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://x", strings.NewReader("body"))
		if err != nil {
			t.Fatal(err)
		}
		fresh := req.GetBody
		req.GetBody = func() (io.ReadCloser, error) { s.note("body"); return fresh() }
		if _, err := r.Post(req); err != ending.ErrBusy {
			t.Error(err)
		}
		s.mustLog(t, "attempt with body 0s", "connect 0s", "body 0s", "attempt with body 0s", "connect 0s", "body 0s", "attempt with body 0s")
	})
}
