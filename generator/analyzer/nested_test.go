package analyzer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/analyzer"
)

const nestedStore = `package store

import "context"

//backoff:retry 3
type Store interface{ Fetch(context.Context) error }

//backoff:retry 2
type Cache interface{ Fetch(context.Context) error }
`

const nestedUse = `package store

import backoff "github.com/backoffgen/backoffgen/runtime"

type db struct{ Store }

func use(plain db, given *RetryingStore, opts ...backoff.Option) {
	inner := NewRetryingStore(plain)
	NewRetryingStore(inner)
	NewRetryingCache((NewRetryingStore(plain, backoff.WithLogger(nil))))
	NewRetryingCache(given)

	once := NewRetryingStore(plain, backoff.WithNestedOnce())
	var held Store = NewRetryingStore(plain)
	NewRetryingCache(once)
	NewRetryingCache(held)
	NewRetryingCache(NewRetryingStore(plain, backoff.WithNestedOnce()))
	NewRetryingCache(NewRetryingStore(plain, opts...))
	wrap(inner)
}

func wrap(s Store) *RetryingStore { return nil }
`

// TestNested: where the type of a decorator's inner value shows that it is a decorator itself, tries multiply. Rule 3.15.
func TestNested(t *testing.T) {
	dir := unpack(t, []txtar.File{{Name: "store.go", Data: []byte(nestedStore)}})
	if _, err := generator.Run(t.Context(), generator.Config{Dir: dir, Env: environment()}); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "use.go", nestedUse)
	want := `use.go:9:19: warning: NewRetryingStore decorates a *RetryingStore, which retries as well: the tries of the two multiply (decorate once, or pass backoff.WithNestedOnce() to the inner one)
use.go:10:19: warning: NewRetryingCache decorates a *RetryingStore, which retries as well: the tries of the two multiply (decorate once, or pass backoff.WithNestedOnce() to the inner one)
use.go:11:19: warning: NewRetryingCache decorates a *RetryingStore, which retries as well: the tries of the two multiply (decorate once, or pass backoff.WithNestedOnce() to the inner one)
`
	if diff := cmp.Diff(want, text(t, analyzerSays(t, dir), dir)); diff != "" {
		t.Errorf("of decorators around decorators it is said (-want +got):\n%s", diff)
	}
	if err := analyzer.Analyzer.Flags.Set("nested", "false"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = analyzer.Analyzer.Flags.Set("nested", "true") }()
	if got := text(t, analyzerSays(t, dir), dir); got != "" {
		t.Errorf("with -nested=false it is said:\n%s", got)
	}
}
