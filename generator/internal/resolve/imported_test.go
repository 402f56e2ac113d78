package resolve_test

import (
	"fmt"
	"go/types"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// TestImporterWithoutPackage: an importer that returns nothing has no package.
func TestImporterWithoutPackage(t *testing.T) {
	in := source(t, "package store\n\n//backoff:import \"example.com/far\"\n\ntype Store interface {\n\t//backoff:retry 3 errors=far.Err\n\tA() error\n}\n").input()
	in.Import = func(string) (*types.Package, error) { return nil, nil }
	_, ds := resolve.Package(in)
	want := "x.go:3:18: package \"example.com/far\" could not be loaded (if its module is missing: go get example.com/far)\n"
	if diff := cmp.Diff(want, text(ds)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestImportsOfImports: whether a package imports this one is found out in a time that does not double with each package in between.
func TestImportsOfImports(t *testing.T) {
	in := source(t, "package store\n\n//backoff:import \"example.com/far\"\n\ntype Store interface {\n\t//backoff:retry 3 errors=far.Err\n\tA() error\n}\n").input()
	far := types.NewPackage("example.com/far", "far")
	far.Scope().Insert(types.NewVar(0, far, "Err", types.Universe.Lookup("error").Type()))
	last := far
	for i := range 60 {
		next := types.NewPackage(fmt.Sprintf("example.com/next%d", i), "next")
		other := types.NewPackage(fmt.Sprintf("example.com/other%d", i), "other")
		last.SetImports([]*types.Package{next, other})
		other.SetImports([]*types.Package{next})
		last = next
	}
	in.Import = func(string) (*types.Package, error) { return far, nil }
	if p, ds := resolve.Package(in); p == nil {
		t.Error(text(ds))
	}
}

// TestImportWithoutName: what stands for a package that was not loaded has no name, and its import is taken to have the last element of the path.
//
// Rule 1.16.
func TestImportWithoutName(t *testing.T) {
	for _, tc := range []struct{ spec, want string }{
		{`"example.com/RetryingStore"`, "x.go:6:6: the decorator cannot be called RetryingStore: the name is already used by an import (choose another: //backoff:decorator name=…)\n"},
		{`other "example.com/RetryingStore"`, ""},
		{`RetryingStore "example.com/other"`, "x.go:6:6: the decorator cannot be called RetryingStore: the name is already used by an import (choose another: //backoff:decorator name=…)\n"},
	} {
		w := source(t, "package store\n\nimport "+tc.spec+"\n\n//backoff:retry 3\ntype Store interface{ A() error }\n")
		for _, path := range []string{"example.com/RetryingStore", "example.com/other"} {
			w.done[path] = types.NewPackage(path, "("+path+")")
			w.done[path].MarkComplete()
		}
		if _, ds := resolve.Package(w.input()); text(ds) != tc.want {
			t.Errorf("%s:\n%s", tc.spec, text(ds))
		}
	}
}

// TestRuntimeNotImported: how to get the runtime is said where an annotation imports it, too.
func TestRuntimeNotImported(t *testing.T) {
	w := source(t, "package store\n\n//backoff:import backoff \""+runtimePath+"\"\n\ntype Store interface {\n\t//backoff:retry 3 max_hint=1s pause_from=backoff.RetryAfter\n\tA() error\n}\n")
	w.lacks = []string{runtimePath}
	_, ds := resolve.Package(w.input())
	want := fmt.Sprintf("x.go:3:26: package %q could not be loaded (go get %s)\n", runtimePath, runtimePath)
	if diff := cmp.Diff(want, text(ds)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
