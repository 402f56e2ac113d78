package analyzer_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator"
)

// TestFresh: of a file as it was generated nothing is said, whatever its methods are, until an annotation changes.
// Rule 2.13.
func TestFresh(t *testing.T) {
	const source = `package store

import "context"

// Store has a default that fills more than a line once it stands in a comment beside what else is said about a method there.
//
//backoff:policy attempt_timeout=100ms deadline=10s pause=100ms multiplier=2 max_pause=1s jitter=full max_tries=3 errors=error
type Store[T any] interface {
	Do(context.Context) error
	Get(context.Context, ...T) (T, error)
	//backoff:retry 3
	Own() error
	//backoff:off
	Leave() error
	Name() string
}
`
	dir := unpack(t, []txtar.File{{Name: "store.go", Data: []byte(source)}})
	if _, err := generator.Run(t.Context(), generator.Config{Dir: dir, Env: environment()}); err != nil {
		t.Fatal(err)
	}
	if got := text(t, analyzerSays(t, dir), dir); got != "" {
		t.Errorf("of a fresh file it is said:\n%s", got)
	}
	for change, to := range map[string]string{"max_tries=3": "max_tries=4", "retry 3": "retry 3 pause=1s", "//backoff:off": "//backoff:retry 2"} {
		write(t, dir, "store.go", strings.Replace(source, change, to, 1))
		want := "store.go:8:6: warning: store_backoff.go is stale: it does not match the annotations here (run backoffgen)\n"
		if got := text(t, analyzerSays(t, dir), dir); got != want {
			t.Errorf("after %s has become %s it is said:\n%s", change, to, got)
		}
	}
}
