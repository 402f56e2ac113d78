package analyzer_test

import (
	"fmt"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// exceptions are the codes of what the analyzer does not say as the command does.
var exceptions = map[string][]string{
	// The driver has said already that the package does not compile, in the type checker's own words.
	"broken_interface": {resolve.BrokenInterface, generator.FailedImport},
	// Packages that nobody could import are unchecked, and not known to be wrong.
	"classes":      {resolve.NotLoaded},
	"import_lines": {resolve.NotLoaded},
	// Both.
	"unloaded": {resolve.BrokenInterface, generator.FailedImport, resolve.NotLoaded},
}

var uncheckedPackage = regexp.MustCompile(`what annotations say about package "(.*)" is not checked here: run backoffgen$`)

// TestSameAsTheCommand runs the cases that the command is tested with. Where annotations name packages that nothing imports
// yet, an import is added for these, as the generated file would have it.
// Rule 2.13.
func TestSameAsTheCommand(t *testing.T) {
	cases, err := filepath.Glob("../../testdata/diag/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		rule := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := unpack(t, archive.Files)
			want, got := commandSays(t, dir), analyzerSays(t, dir)
			var imports strings.Builder
			for _, d := range got {
				if m := uncheckedPackage.FindStringSubmatch(d.Message); m != nil && !cannotBeHad(want, d.Pos) {
					fmt.Fprintf(&imports, "import _ %q\n", m[1])
				}
			}
			if imports.Len() > 0 {
				write(t, dir, "imports.go", "package store\n\n"+imports.String())
				want, got = commandSays(t, dir), analyzerSays(t, dir)
			}
			except := func(d diag.Diagnostic) bool { return slices.Contains(exceptions[rule], d.Code) }
			want, got = slices.DeleteFunc(want, except), slices.DeleteFunc(got, except)
			if diff := cmp.Diff(text(t, want, dir), text(t, got, dir)); diff != "" {
				t.Errorf("command and analyzer (-command +analyzer):\n%s", diff)
			}
			if diff := cmp.Diff(codes(want), codes(got)); diff != "" {
				t.Errorf("codes and categories (-command +analyzer):\n%s", diff)
			}
		})
	}
}

// cannotBeHad reports whether the command says that the package which is named at a place cannot be had.
func cannotBeHad(ds []diag.Diagnostic, at token.Position) bool {
	return slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Pos == at && d.Code == resolve.NotLoaded })
}

func codes(ds []diag.Diagnostic) []string {
	var codes []string
	for _, d := range ds {
		codes = append(codes, d.Code)
	}
	return codes
}

// TestGolden: of real packages, with generated files, tests and test variants, the analyzer says what the command says.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("it type-checks all packages and what they import from source")
	}
	root := repository(t)
	want := text(t, commandSays(t, root, "./golden/...", "./runtime/..."), root)
	got := text(t, analyzerSays(t, root, "./golden/...", "./runtime/..."), root)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("command and analyzer (-command +analyzer):\n%s", diff)
	}
}
