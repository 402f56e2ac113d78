package generics_test

import (
	"context"
	"errors"
	"testing"

	"github.com/backoffgen/backoffgen/golden/generics"
)

// flaky fails twice, and then succeeds.
type flaky struct{ attempts int }

func (f *flaky) attempt() error {
	if f.attempts++; f.attempts < 3 {
		return errors.New("not yet")
	}
	return nil
}

type ages []int

type cache struct {
	flaky
	values map[string]int
}

func (c *cache) Get(_ context.Context, key string) (int, bool, error) {
	v, ok := c.values[key]
	return v, ok, c.attempt()
}

func (c *cache) Put(_ context.Context, pairs ...generics.Pair[string, int]) error {
	for _, p := range pairs {
		c.values[p.Key] += p.Value
	}
	return c.attempt()
}

func (c *cache) All(context.Context) (ages, error) { return ages{1, 2}, c.attempt() }
func (c *cache) Count() float64                    { return float64(len(c.values)) }

// Rule 2.15.
func TestInstancesAreRetried(t *testing.T) {
	ctx := context.Background()
	inner := &cache{values: map[string]int{"a": 1}}
	var decorated generics.Cache[string, int, float64, ages] = generics.NewRetryingCache[string, int, float64, ages](inner)

	if v, ok, err := decorated.Get(ctx, "a"); v != 1 || !ok || err != nil || inner.attempts != 3 {
		t.Errorf("Get returned %v, %v, %v after %d attempts", v, ok, err, inner.attempts)
	}
	inner.attempts = 0
	pairs := []generics.Pair[string, int]{{Key: "a", Value: 10}, {Key: "b", Value: 20}}
	if err := decorated.Put(ctx, pairs...); err != nil || inner.values["a"] != 31 || inner.values["b"] != 60 {
		t.Errorf("after Put, with error %v, the values are %v, want each added three times", err, inner.values)
	}
	inner.attempts = 0
	if all, err := decorated.All(ctx); len(all) != 2 || err != nil || inner.attempts != 3 {
		t.Errorf("All returned %v, %v after %d attempts", all, err, inner.attempts)
	}
	if n := decorated.Count(); n != 2 {
		t.Errorf("Count returned %v", n)
	}
}

func TestWithPoliciesKeepsTheTypeArguments(t *testing.T) {
	inner := &cache{}
	decorated := generics.NewRetryingCache[string, int, float64, ages](inner)
	policies := generics.DefaultCachePolicies()
	policies.All.MaxTries = 1
	var other generics.Cache[string, int, float64, ages]
	other, err := decorated.WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.All(context.Background()); err == nil || inner.attempts != 1 {
		t.Errorf("All returned %v after %d attempts, want an error after 1", err, inner.attempts)
	}
}

type names struct{ flaky }

func (n *names) Lookup(_ context.Context, key int) (string, error) { return "name", n.attempt() }

func TestEmbeddedInstance(t *testing.T) {
	inner := &names{flaky{attempts: 1}}
	if got, err := generics.NewRetryingNames(inner).Lookup(context.Background(), 7); got != "name" || err != nil || inner.attempts != 3 {
		t.Errorf("Lookup returned %q, %v after %d attempts", got, err, inner.attempts)
	}
}

type shadow struct{ flaky }

func (s *shadow) Do(_ context.Context, b []byte, e rune) (string, error) {
	return string(b) + string(e), s.attempt()
}

func TestTypeParametersCalledAsWhatIsGenerated(t *testing.T) {
	inner := &shadow{flaky{attempts: 1}}
	got, err := generics.NewRetryingShadow[[]byte, rune, string](inner).Do(context.Background(), []byte("ab"), 'c')
	if got != "abc" || err != nil || inner.attempts != 3 {
		t.Errorf("Do returned %q, %v after %d attempts", got, err, inner.attempts)
	}
}
