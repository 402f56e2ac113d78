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

// TestDiagnostics runs the cases that the analysis is tested with, too, and its own: each is a package, what is said about it, what editors
// mark, and where there is no error, what is decided.
func TestDiagnostics(t *testing.T) {
	var cases []string
	for _, folder := range []string{"diag", "resolve"} {
		found, err := filepath.Glob("../../../testdata/" + folder + "/*.txtar")
		if err != nil || len(found) == 0 {
			t.Fatalf("no cases in %s: %v", folder, err)
		}
		cases = append(cases, found...)
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
			w := newWorld(t, archive.Files)
			in := w.input()
			before := snapshot(in.Pkg)
			p, ds := resolve.Package(in)
			if after := snapshot(in.Pkg); !slices.Equal(before, after) {
				t.Errorf("the package was changed: %s", cmp.Diff(before, after))
			}
			if diag.HasErrors(ds) != (p == nil) {
				t.Errorf("errors: %v, but plan: %v", diag.HasErrors(ds), p)
			}
			section(t, archive, "want", text(ds))
			section(t, archive, "marks", w.marks(ds))
			section(t, archive, "log", w.log.String())
			section(t, archive, "plan", printAll(p))
			update.File(t, name, string(txtar.Format(archive)))
		})
	}
}

// section replaces a part of an archive, which has to be there unless it is empty.
func section(t *testing.T, archive *txtar.Archive, name, text string) {
	t.Helper()
	at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })
	if at < 0 && text == "" {
		return
	}
	if at < 0 {
		t.Fatalf("there is no section %s", name)
	}
	archive.Files[at].Data = []byte(text)
}
