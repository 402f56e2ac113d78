package directive_test

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// A cache reads a file once: who asks again gets the same, diagnostics among it, and another file its own.
func TestCacheReadsOnce(t *testing.T) {
	fset := token.NewFileSet()
	var cache directive.Cache
	read := func(name, src string) func() (*directive.File, int) {
		f, err := parser.ParseFile(fset, name, src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		return func() (*directive.File, int) {
			file, ds := cache.Read(fset, f, []byte(src))
			return file, len(ds)
		}
	}
	a := read("a.go", "package p\n\n//backoff:retry 3 puase=1s\ntype A interface{ M() error }\n")
	b := read("b.go", "package p\n\n//backoff:retry 3\ntype B interface{ M() error }\n")
	first, found := a()
	again, foundAgain := a()
	if first != again || found != 1 || foundAgain != 1 {
		t.Errorf("read %p with %d diagnostics, and then %p with %d; want the same with 1", first, found, again, foundAgain)
	}
	if other, found := b(); other == first || found != 0 || other.Interfaces[0].Spec.Name.Name != "B" {
		t.Errorf("another file has %v and %d diagnostics", other, found)
	}
}
