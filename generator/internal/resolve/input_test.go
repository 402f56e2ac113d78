package resolve_test

import (
	"fmt"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

const sharedPolicy = `package store

import (
	"context"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

var slow = backoff.Policy{MaxTries: 3}
var fast = &backoff.Policy{MaxTries: 3}

func made() *backoff.Policy { return nil }

type Store interface {
	//backoff:use slow
	A(context.Context) error
	//backoff:use fast
	B(context.Context) error
	//backoff:use made
	C(context.Context) error
}
`

// TestRuntimeMissing: a shared policy needs the runtime in the build list, and the diagnostic says how to get it there.
func TestRuntimeMissing(t *testing.T) {
	w := source(t, sharedPolicy)
	w.lacks = []string{runtimePath}
	p, ds := resolve.Package(w.input())
	if p != nil {
		t.Error("there is a plan with a policy that nobody has seen")
	}
	var want strings.Builder
	for i, name := range []string{"slow", "fast", "made"} {
		fmt.Fprintf(&want, "x.go:%d:16: the type of %s is not known: package %q could not be loaded (go get %s)\n", 15+2*i, name, runtimePath, runtimePath)
	}
	if diff := cmp.Diff(want.String(), text(ds)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

func TestSharedPolicy(t *testing.T) {
	var got []string
	for _, m := range planned(t, source(t, sharedPolicy)).Files[0].Decorators[0].Methods {
		got = append(got, m.Policy.Use.Name())
	}
	if diff := cmp.Diff([]string{"slow", "fast", "made"}, got); diff != "" {
		t.Errorf("shared policies (-want +got):\n%s", diff)
	}
}

// TestUnchecked: if a package is not available, as in an analysis pass, what depends on it is not an error, whatever the name
// that it turns out to have.
func TestUnchecked(t *testing.T) {
	w := source(t, `package store

//backoff:import "example.com/go-far/v2"

type Store interface {
	//backoff:retry 3 errors=far.Err
	A() error
	//backoff:retry 3 errors=io.EOF
	B() error
	//backoff:retry 3 errors=distant.Err
	C() error
}
`)
	in := w.input()
	in.Import = func(path string) (*types.Package, error) {
		return nil, fmt.Errorf("%s: %w", path, resolve.ErrUnchecked)
	}
	p, ds := resolve.Package(in)
	if p != nil {
		t.Error("there is a plan with names that nobody has seen")
	}
	want := `x.go:3:18: warning: what annotations say about package "example.com/go-far/v2" is not checked here: run backoffgen
x.go:8:27: warning: what annotations say about package "io" is not checked here: run backoffgen
x.go:10:27: warning: whether package "example.com/go-far/v2" is called distant is not checked here: run backoffgen
`
	if diff := cmp.Diff(want, text(ds)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// TestOwnDeclarations: what an earlier run generated does not take its own name.
func TestOwnDeclarations(t *testing.T) {
	src := `package store

//backoff:retry 3
type Store interface{ A() error }

type RetryingStore struct{}
`
	in := source(t, src).input()
	if p, ds := resolve.Package(in); p != nil {
		t.Errorf("a taken name went through:\n%s", text(ds))
	}
	in.IsGenerated = func(filename string) bool { return filename == "x.go" }
	if p, ds := resolve.Package(in); p == nil {
		t.Errorf("an own declaration counts as taken:\n%s", text(ds))
	}
}

// TestNothingAnnotated: no annotation, no plan, and nothing to say.
func TestNothingAnnotated(t *testing.T) {
	if p, ds := resolve.Package(source(t, "package store\n\ntype Store interface{ A() error }\n").input()); p != nil || len(ds) > 0 {
		t.Errorf("got %v and %v", p, ds)
	}
}

// TestAtTheSameTime: an analysis pass's package is looked at by others meanwhile. The race detector watches.
func TestAtTheSameTime(t *testing.T) {
	in := source(t, sharedPolicy+`
type Other interface {
	//backoff:retry 3 giveup="context.Cause(nil) == err || slow.MaxTries == 3" errors=net.ErrClosed
	D(context.Context) error
}
`).input()
	if _, err := in.Import("net"); err != nil { // the importer, unlike a loader's result, is not made for sharing
		t.Fatal(err)
	}
	imports := in.Import
	var mu sync.Mutex
	in.Import = func(path string) (*types.Package, error) {
		mu.Lock()
		defer mu.Unlock()
		return imports(path)
	}
	var plans [4]string
	var wg sync.WaitGroup
	for i := range plans {
		wg.Go(func() {
			p, ds := resolve.Package(in)
			if p == nil {
				plans[i] = text(ds)
				return
			}
			plans[i] = print(p)
		})
	}
	wg.Wait()
	for _, p := range plans {
		if p != plans[0] || !strings.HasPrefix(p, "file") {
			t.Errorf("not the same plan each time:\n%s", p)
		}
	}
}

// TestRules: each code that is used is explained once, and none is explained that text has taken.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range slices.Concat(diag.TextRules(), resolve.Rules()) {
		if seen[r.Code] || r.Meaning == "" {
			t.Errorf("rule %q is there twice, or has no meaning", r.Code)
		}
		seen[r.Code] = true
	}
	cases, err := filepath.Glob("../../../testdata/diag/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, ds := resolve.Package(newWorld(t, archive.Files).input())
		for _, d := range ds {
			if !seen[d.Code] {
				t.Errorf("%s: the code of %v has no rule", name, d)
			}
			seen[d.Code+" shown"] = true
		}
	}
	for _, r := range resolve.Rules() {
		// The engine refuses nothing that an annotation can say: this rule is for keys to come.
		if !seen[r.Code+" shown"] && r.Code != resolve.InvalidPolicy {
			t.Errorf("no case in testdata/diag shows %s", r.Code)
		}
	}
}
