package guards_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/guards"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var errShut = errors.New("shut")

// A store fails as often as it is told, and then succeeds.
type store struct {
	failures int
	asked    atomic.Int64
	hangs    chan struct{}
	read     string
}

func (s *store) next() error {
	if s.asked.Add(1) <= int64(s.failures) {
		return guards.ErrBusy
	}
	return nil
}

func (s *store) Fetch(context.Context, string) (*guards.User, error) {
	return &guards.User{Name: "gopher"}, s.next()
}
func (s *store) Save(context.Context, *guards.User) error { return s.next() }
func (s *store) Count() (int, error)                      { return 7, s.next() }
func (s *store) Named(context.Context, int) (*guards.User, []string, error) {
	return &guards.User{Name: "gopher"}, []string{"gopher"}, s.next()
}
func (s *store) Each(context.Context, string, string, int, bool) (*guards.Users, error) {
	return &guards.Users{{Name: "gopher"}}, s.next()
}
func (s *store) Open(context.Context, string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("text")), s.next()
}
func (s *store) Put(_ context.Context, r io.Reader) (int64, error) {
	text, _ := io.ReadAll(r)
	s.read = string(text)
	return int64(len(text)), s.next()
}
func (s *store) Level(context.Context) (int, error) {
	if s.next() != nil {
		return -1, nil
	}
	return 5, nil
}
func (s *store) Shared(context.Context) (int, error) { return 7, s.next() }
func (s *store) Hung(context.Context) error {
	s.asked.Add(1)
	<-s.hangs
	return nil
}
func (s *store) Get(context.Context) (string, error) { return "text", s.next() }

// Do is a client's: it closes the body in any case.
func (s *store) Do(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		text, _ := io.ReadAll(req.Body)
		s.read = string(text)
		_ = req.Body.Close()
	}
	if err := s.next(); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(s.read))}, nil
}

// methods call each method that passes through the gate, and report whether its results were those of a success.
var methods = map[string]func(ctx context.Context, s *store) (bool, error){
	"Fetch": func(ctx context.Context, s *store) (bool, error) {
		u, err := guards.NewRetryingStore(s).Fetch(ctx, "1")
		return u != nil, err
	},
	"Save": func(ctx context.Context, s *store) (bool, error) {
		err := guards.NewRetryingStore(s).Save(ctx, nil)
		return err == nil, err
	},
	"Count": func(_ context.Context, s *store) (bool, error) {
		n, err := guards.NewRetryingStore(s).Count()
		return n == 7, err
	},
	"Named": func(ctx context.Context, s *store) (bool, error) {
		u, names, err := guards.NewRetryingStore(s).Named(ctx, 1)
		return u != nil && names != nil, err
	},
	"Each": func(ctx context.Context, s *store) (bool, error) {
		users, err := guards.NewRetryingStore(s).Each(ctx, "", "", 0, true)
		return users != nil, err
	},
	"Open": func(ctx context.Context, s *store) (bool, error) {
		r, err := guards.NewRetryingStore(s).Open(ctx, "1")
		return r != nil, err
	},
	"Shared": func(ctx context.Context, s *store) (bool, error) {
		n, err := guards.NewRetryingStore(s).Shared(ctx)
		return n == 7, err
	},
	"Get": func(ctx context.Context, s *store) (bool, error) {
		text, err := guards.NewRetryingBox[string](s).Get(ctx)
		return text != "", err
	},
	"Do": func(ctx context.Context, s *store) (bool, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPut, "http://localhost", strings.NewReader("text"))
		if err != nil {
			return false, err
		}
		resp, err := guards.NewRetryingDoer(s).Do(req)
		if resp != nil {
			_ = resp.Body.Close()
		}
		return resp != nil && s.read == "text", err
	},
}

// Rule 3.16: each attempt of each form of method passes through the guard, which hears how it has ended.
func TestEveryAttemptPassesThrough(t *testing.T) {
	for name, method := range methods {
		t.Run(name, func(t *testing.T) {
			*guards.Gate = guards.Counter{}
			s := &store{failures: 1}
			if ok, err := method(t.Context(), s); !ok || err != nil {
				t.Errorf("the results are right: %v; %v", ok, err)
			}
			if g := guards.Gate; g.Entered != 2 || g.Left != 2 || !slices.Equal(g.Ended, []error{guards.ErrBusy, nil}) {
				t.Errorf("%d have entered, %d have left, and they ended with %v", g.Entered, g.Left, g.Ended)
			}
		})
	}
}

// Rule 3.16: what the guard refuses never comes to the inner method, and nothing of an earlier attempt comes back with it.
func TestWhatIsRefused(t *testing.T) {
	for name, method := range methods {
		t.Run(name, func(t *testing.T) {
			*guards.Gate = guards.Counter{Err: errShut}
			s := &store{}
			ok, err := method(t.Context(), s)
			if ok || err != errShut || s.asked.Load() != 0 {
				t.Errorf("results of a success: %v; %v after %d attempts", ok, err, s.asked.Load())
			}
		})
	}
	*guards.Gate = guards.Counter{}
	s := &store{failures: 9}
	shutting := guards.NewRetryingStore(shutter{s})
	if u, names, err := shutting.Named(t.Context(), 1); u != nil || names != nil || err != errShut || s.asked.Load() != 1 {
		t.Errorf("%v, %v, %v after %d attempts", u, names, err, s.asked.Load())
	}
}

// A shutter shuts the gate in the first attempt.
type shutter struct{ *store }

func (s shutter) Named(ctx context.Context, n int) (*guards.User, []string, error) {
	guards.Gate.Err = errShut
	return s.store.Named(ctx, n)
}

// Rule 3.16: rejected results are told, and a fallback makes up for a refusal.
func TestRejectedResultsAndAFallback(t *testing.T) {
	*guards.Gate = guards.Counter{}
	s := &store{failures: 1}
	if n, err := guards.NewRetryingStore(s).Level(t.Context()); n != 5 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
	if want := []error{backoff.ErrRejected, nil}; !slices.Equal(guards.Gate.Ended, want) {
		t.Errorf("the guard heard %v, want %v", guards.Gate.Ended, want)
	}
	*guards.Gate = guards.Counter{Err: errShut}
	if n, err := guards.NewRetryingStore(s).Level(t.Context()); n != 0 || err != nil {
		t.Errorf("with a fallback: %d, %v", n, err)
	}
}

// Rule 3.16: the reader of a refused attempt was not read.
func TestARefusedAttemptReadsNothing(t *testing.T) {
	*guards.Gate = guards.Counter{Err: errShut}
	s, r := &store{}, io.MultiReader(strings.NewReader("text"))
	if _, err := guards.NewRetryingStore(s).Put(t.Context(), r); err != errShut {
		t.Error(err)
	}
	guards.Gate.Err = nil
	if n, err := guards.NewRetryingStore(s).Put(t.Context(), r); n != 4 || err != nil || s.read != "text" {
		t.Errorf("%d, %v, and %q was read", n, err, s.read)
	}
}

// Rule 3.16: a callee that hangs for ever is called as often as the limit says, in a thousand calls.
func TestAHungCalleeIsCalledTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &store{hangs: make(chan struct{})}
		decorated := guards.NewRetryingStore(s)
		var group sync.WaitGroup
		for range 1000 {
			group.Go(func() {
				began := time.Now()
				if err := decorated.Hung(t.Context()); err == nil || time.Since(began) > 200*time.Millisecond {
					t.Errorf("%v after %v", err, time.Since(began))
				}
			})
		}
		group.Wait()
		if asked := s.asked.Load(); asked != 2 {
			t.Errorf("it was called %d times, want 2", asked)
		}
		if err := decorated.Hung(t.Context()); err != backoff.ErrLimit {
			t.Errorf("got %v", err)
		}
		close(s.hangs)
	})
}

// Rule 3.16: WithPolicies puts another guard in its place, and a nil one panics in the constructor.
func TestOtherGuards(t *testing.T) {
	*guards.Gate = guards.Counter{}
	policies := guards.DefaultStorePolicies()
	policies.Fetch.Guard = backoff.NewLimit(0)
	changed, err := guards.NewRetryingStore(&store{}).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := changed.Fetch(t.Context(), "1"); err != backoff.ErrLimit {
		t.Errorf("got %v", err)
	}
	defer func() {
		if got := recover(); got != "Forgetful.Ask: backoff: the guard that the annotation names is nil" {
			t.Errorf("it panicked with %v", got)
		}
	}()
	guards.NewRetryingForgetful(forgetful{})
}

type forgetful struct{}

func (forgetful) Ask() error { return nil }
