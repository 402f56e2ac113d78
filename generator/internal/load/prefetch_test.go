package load

import (
	"slices"
	"testing"
)

// TestForeseenTypes has an import that only other systems need, and one that only a test does: they are not asked for.
func TestForeseenTypes(t *testing.T) {
	l := settled(t, config(module(t, `
-- a/a.go --
package a

import "io"

type A interface {
	//backoff:retry 2
	Do(io.Reader) error
}
-- a/a_plan9.go --
package a

import "os"

type B interface {
	//backoff:retry 2
	Do(*os.File) error
}
-- a/a_test.go --
package a

import "testing"

func TestA(*testing.T) {}
`), "GOOS=linux"))
	l.module = l.guessModule()
	l.narrow(l.patterns())
	l.prefetch(func() bool { return false })
	var asked []string
	for path := range l.prefetched.typePaths {
		asked = append(asked, path)
	}
	if !slices.Equal(asked, []string{"io"}) {
		t.Errorf("asked for %q", asked)
	}
	if l.prefetched.typesOf(map[string]bool{"io": true, "os": true}) != nil {
		t.Error("types that were not asked for are there")
	}
	if types := l.prefetched.typesOf(map[string]bool{"io": true}); types == nil || types.packages["io"] == nil {
		t.Error("types that were asked for are not there")
	}
}
