package load

import (
	"context"
	"go/types"
	"os/exec"
	"path/filepath"
	"testing"
)

// Types that two packages get from a third one are the same, in whatever order they are read.
func TestExportsBelongTogether(t *testing.T) {
	l := newLoader(t.Context(), config(module(t, twoImports)))
	for _, paths := range [][]string{{"io", "net/http", "context"}, {"net/http", "context", "io"}} {
		e, err := l.loadExportData(t.Context(), paths)
		if err != nil {
			t.Fatal(err)
		}
		if !e.hasAll(map[string]bool{"io": true, "net/http": true, "context": true}) {
			t.Fatalf("%v: got %v, %v", paths, e.packages, e.missing)
		}
		request := e.packages["net/http"].Scope().Lookup("Request").Type()
		obj, _, _ := types.LookupFieldOrMethod(request, true, nil, "Context")
		got := obj.Type().(*types.Signature).Results().At(0).Type()
		if want := e.packages["context"].Scope().Lookup("Context").Type(); !types.Identical(got, want) {
			t.Errorf("%v: %v of net/http is another than %v", paths, got, want)
		}
	}
}

func TestExportTellsWhatIsMissing(t *testing.T) {
	dir := module(t, `-- go.mod --
module example.com/m

go 1.26
-- a/a.go --
package a

import "example.com/m/broken"

var A = broken.B
-- broken/broken.go --
package broken

var B int = "no number"
-- fine/fine.go --
package fine
`)
	l := newLoader(t.Context(), config(dir))
	e, err := l.loadExportData(t.Context(), []string{"example.com/m/a", "example.com/m/fine", "example.com/m/nowhere"})
	if err != nil {
		t.Fatal(err)
	}
	if e.packages["example.com/m/a"] != nil || e.packages["example.com/m/fine"] == nil || e.packages["example.com/m/nowhere"] != nil {
		t.Errorf("got %v", e.packages)
	}
	if _, err := e.get("example.com/m/nowhere"); err == nil || err.Error() == "package example.com/m/nowhere was not loaded" {
		t.Errorf("nothing is said of a package that is not there: %v", err)
	}
}

// Who has a driver for package packages gets types from it, as everything else.
func TestExportAsksTheDriver(t *testing.T) {
	program, err := exec.LookPath("false")
	if err != nil {
		t.Skip("there is no program that does nothing but fail")
	}
	l := newLoader(context.Background(), config(module(t, twoImports), "GOPACKAGESDRIVER="+filepath.ToSlash(program)))
	if e, err := l.loadExportData(t.Context(), []string{"io"}); err == nil {
		t.Errorf("got %v, although the driver fails", e.packages)
	}
}
