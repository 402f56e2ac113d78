package wrap

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// users fail each call but the last of so many.
type users struct {
	Users
	fail, calls int
}

func (u *users) Get(context.Context, string) (string, error) {
	if u.calls++; u.calls <= u.fail {
		return "", ErrBusy
	}
	return "ok", nil
}

func (u *users) With(string) Users { return &users{fail: u.fail} }

// store hands out users that fail twice.
type store struct {
	Store
	opened int
	got    []Users
	clock  Clock
}

func (s *store) Users() Users { return &users{fail: 2} }

func (s *store) Open(_ context.Context, name string) (Users, error) {
	s.opened++
	switch {
	case name == "none":
		return nil, nil
	case s.opened < 3:
		return nil, ErrBusy
	}
	return &users{fail: 2}, nil
}
func (s *store) All() []Users { return []Users{&users{fail: 2}, nil} }
func (s *store) ByName() (map[string][]Users, int) {
	return map[string][]Users{"a": {&users{fail: 2}}, "b": nil}, 1
}
func (s *store) Raw() Users          { return &users{} }
func (s *store) Copy(to Users) error { s.got = append(s.got, to); return nil }
func (s *store) Merge(_ context.Context, from ...Users) error {
	s.got = append(s.got, from...)
	return nil
}
func (s *store) Repo(string) Repo[string]                { return &repo{} }
func (s *store) Clock() (Clock, error)                   { return s.clock, nil }
func (s *store) SetClock(c Clock)                        { s.clock = c }
func (s *store) Clocks(context.Context) ([]Clock, error) { return nil, ErrBusy }

type repo struct{ calls int }

func (r *repo) Load(context.Context) (string, error) {
	if r.calls++; r.calls == 1 {
		return "", ErrBusy
	}
	return "loaded", nil
}

func get(t *testing.T, u Users) (attempts int) {
	t.Helper()
	if _, ok := u.(*RetryingUsers); !ok {
		t.Fatalf("the result is a %T, want a decorator", u)
	}
	if got, err := u.Get(t.Context(), "x"); got != "ok" || err != nil {
		t.Errorf("Get returned %q, %v", got, err)
	}
	return u.(*RetryingUsers).Unwrap().(*users).calls
}

// Rule 1.41.
func TestRuleResultsComeBackDecorated(t *testing.T) {
	s := NewRetryingStore(&store{})
	opened, err := s.Open(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	byName, n := s.ByName()
	for _, u := range []Users{s.Users(), opened, s.All()[0], byName["a"][0], s.Users().With("b")} {
		if attempts := get(t, u); attempts != 3 {
			t.Errorf("%d attempts, want 3", attempts)
		}
	}
	if n != 1 || len(byName) != 2 || byName["b"] != nil {
		t.Errorf("ByName returned %v, %d", byName, n)
	}
	if none, err := s.Open(t.Context(), "none"); none != nil || err != nil {
		t.Errorf("nil came back as %v, %v", none, err)
	}
	if all := s.All(); len(all) != 2 || all[1] != nil {
		t.Errorf("a nil element came back as %v", all)
	}
	if _, ok := s.Raw().(*users); !ok {
		t.Error("a method with off returns what is decorated")
	}
	if got, err := s.Repo("r").Load(t.Context()); got != "loaded" || err != nil {
		t.Errorf("a generic result returned %q, %v", got, err)
	}
}

// Rule 1.41.
func TestRuleParametersAreUnwrapped(t *testing.T) {
	inner := &store{}
	s := NewRetryingStore(inner)
	bare := &users{}
	if err := s.Copy(s.Users()); err != nil {
		t.Fatal(err)
	}
	if err := s.Merge(t.Context(), s.Users(), bare, nil); err != nil {
		t.Fatal(err)
	}
	for i, u := range inner.got {
		if _, ok := u.(*RetryingUsers); ok {
			t.Errorf("argument %d reached the inner store decorated", i)
		}
	}
	if len(inner.got) != 4 || inner.got[2] != bare || inner.got[3] != nil {
		t.Errorf("the inner store got %v", inner.got)
	}
}

// Rule 1.41.
func TestRuleConstructorDecorates(t *testing.T) {
	inner := &store{clock: fixed(3)}
	s := NewRetryingStore(inner, nil, nil)
	c, err := s.Clock()
	if counting, ok := c.(*counting); err != nil || !ok || counting.options != 2 || c.Now() != 3 {
		t.Errorf("Clock returned %#v, %v", c, err)
	}
	s.SetClock(c)
	if inner.clock != fixed(3) {
		t.Errorf("the inner store got %#v", inner.clock)
	}
	inner.clock = nil
	if c, err := s.Clock(); c != nil || err != nil {
		t.Errorf("nil came back as %v, %v", c, err)
	}
	clocks, err := s.Clocks(t.Context()) // the fallback's
	if err != nil || len(clocks) != 2 || clocks[1] != nil {
		t.Fatalf("Clocks returned %v, %v", clocks, err)
	}
	if counting, ok := clocks[0].(*counting); !ok || counting.options != -1 {
		t.Errorf("the fallback's clock is %#v", clocks[0])
	}
}

// Options reach the decorators of results, and so do policies from code, JSON and the environment.
// Rule 1.41.
func TestRulePoliciesOfResults(t *testing.T) {
	policies := DefaultStorePolicies()
	policies.Users.Get.MaxTries = 5
	if err := json.Unmarshal([]byte(`{"Ping": {"max_tries": 7}, "Repo": {"Load": {"max_tries": 9}}}`), &policies); err != nil {
		t.Fatal(err)
	}
	if err := backoff.UnmarshalEnviron([]string{"BACKOFF_STORE_OPEN_MAX_TRIES=8", "BACKOFF_USERS_GET_PAUSE=0s"}, policies.Named()); err != nil {
		t.Fatal(err)
	}
	got := []int{policies.Ping.MaxTries, policies.Open.MaxTries, policies.Users.Get.MaxTries, policies.Repo.Load.MaxTries}
	if diff := cmp.Diff([]int{7, 8, 5, 9}, got); diff != "" {
		t.Errorf("max_tries (-want +got):\n%s", diff)
	}
	var methods []string
	watch := backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
		if e.Kind == backoff.EventCallEnded {
			methods = append(methods, e.Method)
		}
	}))
	s, err := NewRetryingStore(&store{}, watch).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	u := s.Users()
	u.(*RetryingUsers).Unwrap().(*users).fail = 4
	if attempts := get(t, u); attempts != 5 {
		t.Errorf("%d attempts, want 5", attempts)
	}
	if diff := cmp.Diff([]string{"Users.Get"}, methods); diff != "" {
		t.Errorf("what the observer saw (-want +got):\n%s", diff)
	}
	policies.Users.Get.MaxTries = -1
	if s, err := s.WithPolicies(policies); s != nil || err == nil {
		t.Errorf("an invalid policy of a result was accepted: %v", err)
	}
	data, err := json.Marshal(DefaultStorePolicies())
	if err != nil {
		t.Fatal(err)
	}
	back := DefaultStorePolicies()
	back.Users.Get.MaxTries = 77
	if err := json.Unmarshal(data, &back); err != nil || back.Users.Get.MaxTries != 3 {
		t.Errorf("read back: %d, %v", back.Users.Get.MaxTries, err)
	}
	if err := json.Unmarshal([]byte(`{"Users": {"Gett": {}}}`), &back); err == nil {
		t.Error("an unknown method of a wrapped interface was accepted")
	}
}

// db and tx hand out each other; tx fails until its last of so many tries.
type db struct{ begun int }

func (d *db) Begin(context.Context) (Tx, error) { d.begun++; return &tx{db: d}, nil }

type tx struct {
	db    *db
	execs int
}

func (t *tx) Exec(context.Context, string) error { t.execs++; return ErrBusy }
func (t *tx) DB() DB                             { return t.db }
func (t *tx) Users() Users                       { return &users{fail: 2} }

// In a circle everything goes by the policies of the outermost decorator.
// Rule 1.41.
func TestRuleCircles(t *testing.T) {
	policies := DefaultDBPolicies()
	policies.Tx.Exec.MaxTries = 6
	d, err := NewRetryingDB(&db{}).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	var outer DB = d
	for range 3 { // around the circle
		begun, err := outer.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := begun.Exec(t.Context(), ""); err != ErrBusy {
			t.Errorf("Exec returned %v", err)
		}
		if execs := begun.(*RetryingTx).Unwrap().(*tx).execs; execs != 6 {
			t.Errorf("%d attempts, want 6", execs)
		}
		if attempts := get(t, begun.Users()); attempts != 3 {
			t.Errorf("%d attempts of what a result hands out, want 3", attempts)
		}
		outer = begun.DB()
	}
	if environ := []string{"BACKOFF_TX_EXEC_MAX_TRIES=2"}; true {
		all := DefaultOuterPolicies()
		if err := backoff.UnmarshalEnviron(environ, all.Named()); err != nil {
			t.Fatal(err)
		}
		if got := []int{all.Tx.Exec.MaxTries, all.DB.Tx.Exec.MaxTries}; !cmp.Equal([]int{2, 2}, got) {
			t.Errorf("one variable set %v, want it to set both", got)
		}
	}
}

// What a method of a result needs is made once.
// Rule 1.41.
func TestRuleResultCostsOneAllocation(t *testing.T) {
	bare := &users{}
	s := NewRetryingStore(&handsOut{users: bare})
	if allocs := testing.AllocsPerRun(100, func() { s.Users() }); allocs != 1 {
		t.Errorf("%v allocations for a decorated result, want 1", allocs)
	}
}

type handsOut struct {
	Store
	users *users
}

func (h *handsOut) Users() Users { return h.users }
