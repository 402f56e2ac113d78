package resolve_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
	"github.com/backoffgen/backoffgen/golden/update"
)

// TestDiagnostics runs the cases that the command is tested with, too: each is a package and what is said about it.
func TestDiagnostics(t *testing.T) {
	cases, err := filepath.Glob("../../../testdata/diag/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimSpace(string(archive.Comment)) == "" {
				t.Error("the case does not say which rule it is about")
			}
			in := newWorld(t, archive.Files).input()
			before := snapshot(in.Pkg)
			p, ds := resolve.Package(in)
			if after := snapshot(in.Pkg); !slices.Equal(before, after) {
				t.Errorf("the package was changed: %s", cmp.Diff(before, after))
			}
			if diag.HasErrors(ds) != (p == nil) {
				t.Errorf("errors: %v, but plan: %v", diag.HasErrors(ds), p)
			}
			got := text(ds)
			at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if at < 0 {
				t.Fatal("no want section")
			}
			archive.Files[at].Data = []byte(got)
			update.File(t, name, string(txtar.Format(archive)))
		})
	}
}
