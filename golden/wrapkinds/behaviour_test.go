package wrapkinds

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// flaky fails every call, and counts.
type flaky struct{ calls int }

func (f *flaky) fail() error { f.calls++; return ErrBusy }

type bareSession struct{ flaky }

func (s *bareSession) Send(context.Context, string) error { return s.fail() }

type bareUsers struct{ flaky }

func (u *bareUsers) Get(context.Context, string) (string, error) { return "", u.fail() }

type bareEach struct{ flaky }

func (e *bareEach) Next(context.Context) error { return e.fail() }

type client struct {
	flaky
	session *bareSession
	users   *bareUsers
	each    *bareEach
}

func (c *client) Users(context.Context) (Users, error) {
	if c.calls == 0 {
		return nil, c.fail()
	}
	return c.users, nil
}
func (c *client) Session(string) session { return c.session }
func (c *client) Each() Each             { return c.each }

// attempts calls all that a client hands out, and returns how often each inner value was called.
func attempts(t *testing.T, policies ClientPolicies) []int {
	t.Helper()
	inner := &client{session: &bareSession{}, users: &bareUsers{}, each: &bareEach{}}
	c, err := NewRetryingClient(inner).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	users, err := c.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, got := users.Get(t.Context(), "1")
	for _, err := range []error{got, c.Session("s").Send(t.Context(), "hello"), c.Each().Next(t.Context())} {
		if err != ErrBusy {
			t.Errorf("a result returned %v, want the last attempt's error", err)
		}
	}
	return []int{inner.users.calls, inner.session.calls, inner.each.calls}
}

// The policies of interfaces that are not exported, and of those whose names are taken, are reached as those of others are.
// Rule 1.41.
func TestRulePoliciesOfResultsOfAllNames(t *testing.T) {
	if diff := cmp.Diff([]int{4, 3, 5}, attempts(t, DefaultClientPolicies())); diff != "" {
		t.Errorf("as annotated (-want +got):\n%s", diff)
	}

	policies := DefaultClientPolicies()
	policies.UsersPolicies.Get.MaxTries = 6
	policies.session.Send.MaxTries = 7
	policies.EachPolicies.Next.MaxTries = 8
	if diff := cmp.Diff([]int{6, 7, 8}, attempts(t, policies)); diff != "" {
		t.Errorf("set in Go (-want +got):\n%s", diff)
	}

	policies = DefaultClientPolicies()
	document := `{"Users": {"max_tries": 9}, "UsersPolicies": {"Get": {"max_tries": 2}}, "session": {"Send": {"max_tries": 1}}, "EachPolicies": {"*": {"max_tries": 9}}}`
	if err := json.Unmarshal([]byte(document), &policies); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{2, 1, 9}, attempts(t, policies)); diff != "" || policies.Users.MaxTries != 9 {
		t.Errorf("set by JSON, and %d tries of Users itself (-want +got):\n%s", policies.Users.MaxTries, diff)
	}

	policies = DefaultClientPolicies()
	environ := []string{"BACKOFF_USERS_GET_MAX_TRIES=3", "BACKOFF_SESSION_SEND_MAX_TRIES=2", "BACKOFF_EACH_NEXT_MAX_TRIES=1"}
	if err := backoff.UnmarshalEnvironStrict(environ, policies.Named()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{3, 2, 1}, attempts(t, policies)); diff != "" {
		t.Errorf("set by the environment (-want +got):\n%s", diff)
	}
}

// One function sets what is the same for a whole layer.
// Rules 1.41 and 4.2.
func TestRuleEachReachesResults(t *testing.T) {
	policies := DefaultClientPolicies()
	var names []string
	policies.Each(func(method string, p *backoff.Policy) {
		names = append(names, method)
		p.MaxTries = 2
	})
	if diff := cmp.Diff([]string{"Users", "UsersPolicies.Get", "session.Send", "EachPolicies.Next"}, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{2, 2, 2}, attempts(t, policies)); diff != "" {
		t.Errorf("attempts (-want +got):\n%s", diff)
	}
}

// slow answers its second attempt while the first still waits for its context.
type slow struct {
	sync.Mutex // attempts run beside each other
	after      session
	attempts   int
	handed     []session
}

func (s *slow) next(ctx context.Context) (*bareSession, error) {
	s.Lock()
	s.attempts++
	first := s.attempts == 1
	s.Unlock()
	if first {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	session := &bareSession{}
	s.Lock()
	defer s.Unlock()
	s.handed = append(s.handed, session)
	return session, nil
}

func (s *slow) Hedged(ctx context.Context, after session) (session, error) {
	s.Lock()
	s.after = after
	s.Unlock()
	got, err := s.next(ctx)
	if err != nil {
		return nil, err
	}
	return got, nil
}

func (s *slow) Left(ctx context.Context) ([]session, error) {
	got, err := s.next(ctx)
	return []session{got, nil}, err
}

func (s *slow) Replaced(context.Context) (session, error) { return nil, ErrBusy }

// What comes from attempts with goroutines of their own, and from a fallback, is decorated, and their parameters are unwrapped.
// Rule 1.41.
func TestRuleResultsOfOtherAttemptsAreDecorated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		inner := &slow{}
		s := NewRetryingSlow(inner)
		first := newRetryingSession(&bareSession{})
		hedged, err := s.Hedged(t.Context(), first)
		if got, ok := hedged.(*retryingSession); !ok || err != nil || got.Unwrap() != inner.handed[0] {
			t.Fatalf("the hedge returned a %T, %v", hedged, err)
		}
		if inner.after != first.Unwrap() {
			t.Errorf("the inner value got a %T", inner.after)
		}
		if took := time.Since(start); took != 100*time.Millisecond {
			t.Errorf("the hedge took %v", took)
		}
		inner.attempts = 0
		left, err := s.Left(t.Context())
		if err != nil || len(left) != 2 || left[1] != nil {
			t.Fatalf("Left returned %v, %v", left, err)
		}
		if got, ok := left[0].(*retryingSession); !ok || got.Unwrap() != inner.handed[1] {
			t.Errorf("the second attempt returned a %T", left[0])
		}
		replaced, err := s.Replaced(t.Context())
		if got, ok := replaced.(*retryingSession); !ok || err != nil || got.Unwrap() != (spare{}) {
			t.Errorf("the fallback's result is a %T, %v", replaced, err)
		}
	})
}

type pool[T any] struct{ flaky }

func (p *pool[T]) Take(context.Context) (T, error) { var zero T; return zero, p.fail() }

type cache struct {
	flaky
	ints    *pool[int]
	strings *pool[string]
	put     []any
}

func (c *cache) Get(context.Context, string) (int, error) { return 0, c.fail() }
func (c *cache) Sub(string) Cache[string, int]            { return c }
func (c *cache) Pool() Pool[int]                          { return c.ints }
func (c *cache) Keys() map[string][]Pool[string] {
	return map[string][]Pool[string]{"a": {c.strings, nil}, "b": nil}
}
func (c *cache) Put(p Pool[int], all ...Pool[string]) {
	c.put = append(c.put, p)
	for _, other := range all {
		c.put = append(c.put, other)
	}
}

// Instances of a generic interface share a field, and one that returns itself needs none.
// Rule 1.41.
func TestRuleGenericResults(t *testing.T) {
	policies := DefaultCachePolicies()
	var names []string
	policies.Each(func(method string, p *backoff.Policy) {
		names = append(names, method)
		p.MaxTries += 3
	})
	if diff := cmp.Diff([]string{"Get", "Pool.Take"}, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	inner := &cache{ints: &pool[int]{}, strings: &pool[string]{}}
	c, err := NewRetryingCache(inner).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	sub := c.Sub("x").Sub("y") // around the circle
	_, first := sub.Get(t.Context(), "key")
	_, second := sub.Pool().Take(t.Context())
	keys := sub.Keys()
	if len(keys) != 2 || keys["b"] != nil || len(keys["a"]) != 2 || keys["a"][1] != nil {
		t.Fatalf("Keys returned %v", keys)
	}
	_, third := keys["a"][0].Take(t.Context())
	for _, err := range []error{first, second, third} {
		if !errors.Is(err, ErrBusy) {
			t.Errorf("a call returned %v", err)
		}
	}
	if diff := cmp.Diff([]int{5, 6, 6}, []int{inner.calls, inner.ints.calls, inner.strings.calls}); diff != "" {
		t.Errorf("attempts (-want +got):\n%s", diff)
	}
	sub.Put(sub.Pool(), keys["a"]...)
	if len(inner.put) != 3 || inner.put[0] != inner.ints || inner.put[1] != inner.strings || inner.put[2] != nil {
		t.Errorf("the inner cache got %v", inner.put)
	}
}

type bareNode struct{ flaky }

func (n *bareNode) visit(context.Context) error { return n.fail() }
func (n *bareNode) edges() []edge               { return []edge{&bareEdge{to: n}} }

type bareEdge struct {
	flaky
	to *bareNode
}

func (e *bareEdge) follow(context.Context) error { return e.fail() }
func (e *bareEdge) ends() map[string]node        { return map[string]node{"to": e.to, "from": nil} }

// In a circle of interfaces that are not exported, everything goes by the outermost policies too.
// Rule 1.41.
func TestRuleUnexportedCircle(t *testing.T) {
	policies := defaultNodePolicies()
	policies.visit.MaxTries, policies.edge.follow.MaxTries = 4, 6
	inner := &bareNode{}
	n, err := newRetryingNode(inner).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	e := n.edges()[0]
	if err := e.follow(t.Context()); err != ErrBusy {
		t.Errorf("follow returned %v", err)
	}
	ends := e.ends()
	if err := ends["to"].visit(t.Context()); err != ErrBusy || ends["from"] != nil {
		t.Errorf("visit returned %v, and nil came back as %v", err, ends["from"])
	}
	if got := []int{inner.calls, e.(*retryingEdge).Unwrap().(*bareEdge).calls}; !cmp.Equal([]int{4, 6}, got) {
		t.Errorf("%v attempts, want 4 and 6", got)
	}
}

type opener struct {
	flaky
	closed session
}

func (o *opener) Open(context.Context) (session, error) {
	if o.calls == 0 {
		return nil, o.fail()
	}
	return &bareSession{}, nil
}
func (o *opener) Close(s session) error { o.closed = s; return nil }
func (o *opener) Raw() session          { return &bareSession{} }

// A wrap on an embedded line is for the methods that it adds.
// Rule 1.41.
func TestRuleWrapOnEmbeddedLine(t *testing.T) {
	inner := &opener{}
	s := NewRetryingServer(inner)
	opened, err := s.Open(t.Context())
	if _, ok := opened.(*retryingSession); !ok || err != nil {
		t.Fatalf("Open returned a %T, %v", opened, err)
	}
	if err := s.Close(opened); err != nil || inner.closed != opened.(*retryingSession).Unwrap() {
		t.Errorf("the inner value closed a %T, %v", inner.closed, err)
	}
	if _, ok := s.Raw().(*bareSession); !ok {
		t.Error("Raw is not on the embedded line, and returns what is decorated")
	}
}
