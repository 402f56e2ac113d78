package constraints_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"go.uber.org/goleak"

	"github.com/backoffgen/backoffgen/golden/constraints"
	"github.com/backoffgen/backoffgen/testdata/constraints/bounds"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// flaky fails twice, and then succeeds.
type flaky struct{ attempts int }

func (f *flaky) attempt() error {
	if f.attempts++; f.attempts < 3 {
		return errors.New("not yet")
	}
	return nil
}

func (f *flaky) wantThird(t *testing.T, err error) {
	t.Helper()
	if err != nil || f.attempts != 3 {
		t.Errorf("error is %v after %d attempts, want none after 3", err, f.attempts)
	}
	f.attempts = 0
}

type (
	node struct{ edges []edge }
	edge struct{ a, b *node }
)

func (n *node) Edges() []edge        { return n.edges }
func (e edge) Nodes() (*node, *node) { return e.a, e.b }

type graph struct{ flaky }

func (g *graph) Path(_ context.Context, from, to *node) ([]edge, error) {
	return []edge{{from, to}}, g.attempt()
}

func TestMutualConstraints(t *testing.T) {
	inner := &graph{}
	var decorated constraints.Graph[*node, edge] = constraints.NewRetryingGraph[*node, edge](inner)
	a, b := &node{}, &node{}
	path, err := decorated.Path(t.Context(), a, b)
	inner.wantThird(t, err)
	if len(path) != 1 || path[0].a != a || path[0].b != b {
		t.Errorf("path is %v", path)
	}
}

type (
	named  int
	names  []named
	byName map[string]named
)

func (n named) String() string      { return strconv.Itoa(int(n)) }
func (n named) Less(m named) bool   { return n < m }
func (n named) Edges() []named      { return nil }
func (n named) Nodes() (_, _ named) { return n, n }

type pointed struct{ n int }

func (p *pointed) String() string { return strconv.Itoa(p.n) }

type sorted struct{ flaky }

func (s *sorted) Put(_ context.Context, k string, v named, p *pointed) (names, byName, pointed, error) {
	return names{v}, byName{k: v}, *p, s.attempt()
}

func (s *sorted) Do(string) error { return s.attempt() }

// Rule 2.15.
func TestConstraintsFromElsewhere(t *testing.T) {
	inner := &sorted{}
	decorated := constraints.NewRetryingSorted[string, named, names, byName, *pointed, pointed, string, any](inner)
	list, byName, p, err := decorated.Put(t.Context(), "a", 3, &pointed{4})
	inner.wantThird(t, err)
	if len(list) != 1 || byName["a"] != 3 || p.n != 4 {
		t.Errorf("got %v, %v, %v", list, byName, p)
	}
	inner.wantThird(t, decorated.Do("x"))
}

type shapes struct{ flaky }

func (s *shapes) Do(c chan int, f func(int) int, x named) ([3]int, error) {
	return [3]int{cap(c), f(1), int(x)}, s.attempt()
}

func TestLiteralConstraints(t *testing.T) {
	inner := &shapes{}
	got, err := constraints.NewRetryingShapes[chan int, func(int) int, int, [3]int, named](inner).
		Do(make(chan int, 5), func(n int) int { return n + 1 }, 7)
	inner.wantThird(t, err)
	if got != [3]int{5, 2, 7} {
		t.Errorf("got %v", got)
	}
}

type least struct{ flaky }

func (l *least) Least(_ context.Context, ts ...named) (named, error) { return ts[0], l.attempt() }

type pointers struct{ flaky }

func (p *pointers) First(_ context.Context, ps ...*string) (*string, error) {
	return ps[0], p.attempt()
}

type recursive struct{ flaky }

func (r *recursive) Next(context.Context) (*recursive, error) { return r, r.attempt() }

func TestSelfConstraints(t *testing.T) {
	l := &least{}
	got, err := constraints.NewRetryingLeast[named](l).Least(t.Context(), 4, 5)
	l.wantThird(t, err)
	if got != 4 {
		t.Errorf("got %v", got)
	}
	p, s := &pointers{}, "s"
	first, err := constraints.NewRetryingPointers[*string](p).First(t.Context(), &s)
	p.wantThird(t, err)
	if first != &s {
		t.Errorf("got %v", first)
	}
	r := &recursive{}
	next, err := constraints.NewRetryingRecursive[*recursive](r).Next(t.Context())
	r.wantThird(t, err)
	if next != r {
		t.Errorf("got %v", next)
	}
}

type lister[T any] struct{ flaky }

func (l *lister[T]) List() ([]T, error) { return make([]T, 2), l.attempt() }
func (l *lister[T]) Flush() error       { return l.attempt() }
func (l *lister[T]) String() string     { return "a lister" }

func TestAliasesAndInstances(t *testing.T) {
	ints := &lister[bounds.Box[int]]{}
	all, err := constraints.NewRetryingInts(ints).List()
	ints.wantThird(t, err)
	if len(all) != 2 {
		t.Errorf("got %v", all)
	}
	var list bounds.Lister[bounds.Box[int]] = constraints.NewRetryingList[bounds.Box[int]](ints)
	ints.wantThird(t, list.Flush())
	ints.wantThird(t, constraints.NewRetryingDefined[bounds.Box[int]](ints).Flush())
	var both constraints.Embedding[int] = constraints.NewRetryingEmbedding[int](ints)
	ints.wantThird(t, both.Flush())
	if both.String() != "a lister" {
		t.Errorf("String says %q", both.String())
	}
	boxes := &lister[bounds.Box[map[string]int]]{}
	boxes.wantThird(t, constraints.NewRetryingBoxes[string, int](boxes).Flush())
}

type shadowing struct{ flaky }

func (s *shadowing) Do(_ context.Context, b int, c bool) (string, error) {
	return strconv.Itoa(b) + strconv.FormatBool(c), s.attempt()
}

func TestTypeParametersDoNotShadow(t *testing.T) {
	inner := &shadowing{}
	got, err := constraints.NewRetryingShadowing[int, any, any, string, any, bool, any, any, any](inner).Do(t.Context(), 1, true)
	inner.wantThird(t, err)
	if got != "1true" {
		t.Errorf("got %q", got)
	}
}
