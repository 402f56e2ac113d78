package quickslice

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// store fails with errs, one after the other, and then succeeds.
type store struct {
	errs  []error
	calls int
	ids   []string
	users []*User
	ctx   context.Context // of the last attempt
}

func (s *store) attempt(ctx context.Context) error {
	s.ctx = ctx
	s.calls++
	if s.calls <= len(s.errs) {
		return s.errs[s.calls-1]
	}
	return nil
}

func (s *store) Fetch(ctx context.Context, id string) (*User, error) {
	s.ids = append(s.ids, id)
	if err := s.attempt(ctx); err != nil {
		return nil, err
	}
	return &User{ID: id}, nil
}

func (s *store) Save(ctx context.Context, u *User) error {
	s.users = append(s.users, u)
	return s.attempt(ctx)
}

func (s *store) Name() string { return "inner" }

func TestFetchRetriesWhatItsAnnotationSays(t *testing.T) {
	dial, write := &net.OpError{Op: "dial", Err: ErrCorrupt}, &net.OpError{Op: "write", Err: ErrCorrupt}
	tests := []struct {
		name    string
		errs    []error
		want    error
		calls   int
		elapsed time.Duration
	}{
		{"success", nil, nil, 1, 0},
		{"by identity and by type", []error{ErrBusy, dial}, nil, 3, 200 * time.Millisecond},
		{"another error", []error{ErrCorrupt}, ErrCorrupt, 1, 0},
		{"giveup", []error{ErrBusy, write}, write, 2, 100 * time.Millisecond},
		{"max_tries", []error{dial, dial, ErrBusy}, ErrBusy, 3, 200 * time.Millisecond},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &store{errs: tt.errs}
				start := time.Now()
				user, err := NewRetryingStore(inner).Fetch(t.Context(), "7")
				if err != tt.want || (err == nil) != (user != nil && user.ID == "7") {
					t.Errorf("Fetch returned %v, %v, want the error %v", user, err, tt.want)
				}
				if elapsed := time.Since(start); inner.calls != tt.calls || elapsed != tt.elapsed {
					t.Errorf("%d attempts in %v, want %d in %v", inner.calls, elapsed, tt.calls, tt.elapsed)
				}
				for _, id := range inner.ids {
					if id != "7" {
						t.Errorf("an attempt got the id %q", id)
					}
				}
			})
		})
	}
}

type key struct{}

func TestAttemptContextIsDerivedWhereThereAreLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.WithValue(t.Context(), key{}, "value")
		inner := &store{}
		start := time.Now()
		if _, err := NewRetryingStore(inner).Fetch(ctx, ""); err != nil {
			t.Fatal(err)
		}
		if deadline, ok := inner.ctx.Deadline(); !ok || !deadline.Equal(start.Add(100*time.Millisecond)) {
			t.Errorf("the attempt's deadline is %v, want the attempt timeout's", deadline)
		}
		if inner.ctx.Value(key{}) != "value" {
			t.Error("the attempt's context does not have the caller's values")
		}
		if err := NewRetryingStore(inner).Save(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if inner.ctx != ctx {
			t.Error("an attempt without limits did not get the caller's context itself")
		}
	})
}

func TestSavePassesTheSameArgumentEachTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &store{errs: []error{ErrCorrupt, ErrBusy, errors.New("any"), ErrBusy}}
		user := &User{ID: "7"}
		if err := NewRetryingStore(inner).Save(t.Context(), user); err != nil || inner.calls != 5 {
			t.Errorf("Save returned %v after %d attempts, want no error after 5", err, inner.calls)
		}
		for _, u := range inner.users {
			if u != user {
				t.Error("an attempt did not get the caller's user")
			}
		}
	})
}

// Rule 2.17.
func TestNameIsPassedThrough(t *testing.T) {
	if got := NewRetryingStore(&store{}).Name(); got != "inner" {
		t.Errorf("Name returned %q", got)
	}
}

// Rule 2.17.
func TestNilInnerPanics(t *testing.T) {
	defer func() {
		if got, want := recover(), "backoff: the inner Store is nil"; got != want {
			t.Errorf("the constructor panicked with %v, want %q", got, want)
		}
	}()
	NewRetryingStore(nil)
}

func TestWithPolicies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &store{errs: []error{ErrCorrupt, ErrCorrupt, ErrCorrupt}}
		decorated := NewRetryingStore(inner)
		policies := DefaultStorePolicies()
		policies.Save.MaxTries = 2
		other, err := decorated.WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		if err := other.Save(t.Context(), nil); err != ErrCorrupt || inner.calls != 2 {
			t.Errorf("under the other policy Save returned %v after %d attempts, want an error after 2", err, inner.calls)
		}
		inner.calls = 0
		if err := decorated.Save(t.Context(), nil); err != nil || inner.calls != 4 {
			t.Errorf("the receiver's Save returned %v after %d attempts, want no error after 4", err, inner.calls)
		}
	})
}

// Rules 2.18 and 4.2.
func TestWithPoliciesNamesAllInvalidOnes(t *testing.T) {
	policies := DefaultStorePolicies()
	policies.Fetch.Pause = -1
	policies.Save.MaxTries = -1
	got, err := NewRetryingStore(&store{}).WithPolicies(policies)
	if got != nil || err == nil {
		t.Fatalf("WithPolicies returned %v, %v, want an error", got, err)
	}
	for _, m := range []string{"Store.Fetch", "Store.Save"} {
		if !strings.Contains(err.Error(), m) {
			t.Errorf("the error does not name %s: %v", m, err)
		}
	}
}

func TestDefaultsAreData(t *testing.T) {
	got := DefaultStorePolicies().Fetch
	if got.AttemptTimeout != 100*time.Millisecond || got.Deadline != time.Second || got.Pause != 100*time.Millisecond || got.MaxTries != 3 {
		t.Errorf("the policy of Fetch is %v", got)
	}
	if len(got.Errors) != 2 || got.Giveup == nil {
		t.Errorf("the policy of Fetch is %v, want two errors and a giveup", got)
	}
}

// What a decorator adds to a call that succeeds is no garbage.
func TestSuccessWithoutLimitsAllocatesNothing(t *testing.T) {
	var s Store = NewRetryingStore(silent{})
	ctx, user := context.Background(), &User{}
	if n := testing.AllocsPerRun(100, func() {
		if s.Save(ctx, user) != nil || s.Name() != "" {
			t.Error("the inner store is not the one that was given")
		}
	}); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

type silent struct{}

func (silent) Fetch(context.Context, string) (*User, error) { return nil, nil }
func (silent) Save(context.Context, *User) error            { return nil }
func (silent) Name() string                                 { return "" }
