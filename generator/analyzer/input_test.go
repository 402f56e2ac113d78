package analyzer

import (
	"errors"
	"go/types"
	"slices"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/resolve"
	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

// TestNoLibrary: where the standard library's folder is not to be found, no name is known to be none of its packages.
func TestNoLibrary(t *testing.T) {
	c := checker{library: stdlib.Library{Root: t.TempDir()}}
	if got := c.std("sql"); !slices.Equal(got, []string{"sql"}) {
		t.Errorf("sql may be any of %q", got)
	}
}

// TestImports: packages are found by way of others, and those that are not known as a whole are not.
func TestImports(t *testing.T) {
	pkg, direct, far, partial := types.NewPackage("p", "p"), types.NewPackage("direct", "direct"), types.NewPackage("far", "far"), types.NewPackage("partial", "partial")
	pkg.SetImports([]*types.Package{direct})
	direct.SetImports([]*types.Package{far, partial})
	direct.MarkComplete()
	far.MarkComplete()
	find := imports(pkg)
	for path, want := range map[string]*types.Package{"direct": direct, "far": far, "partial": nil, "nowhere": nil} {
		got, err := find(path)
		if got != want || (err == nil) != (want != nil) || err != nil && !errors.Is(err, resolve.ErrUnchecked) {
			t.Errorf("%s: %v and %v", path, got, err)
		}
	}
}
