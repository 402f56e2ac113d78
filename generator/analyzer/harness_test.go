package analyzer_test

import (
	"bytes"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/analyzer"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// environment keeps the go command from the network, and from workspaces.
func environment() []string {
	return append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
}

// repository returns the root of this repository.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// unpack makes a module of an archive's files, with the runtime in its build list.
func unpack(t *testing.T, files []txtar.File) (dir string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	root := repository(t)
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	_, requirements, _ := strings.Cut(string(mod), "\n")
	requirements, _, _ = strings.Cut(requirements, "\ntool ")
	write(t, dir, "go.mod", fmt.Sprintf("module example.com/diag\n%s\n\nrequire github.com/backoffgen/backoffgen v0.0.0\n\nreplace github.com/backoffgen/backoffgen => %q\n", requirements, root))
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "go.sum", string(sums))
	for _, f := range files {
		if f.Name != "want" {
			write(t, dir, f.Name, string(f.Data))
		}
	}
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// commandSays returns what the command vet says of packages.
func commandSays(t *testing.T, dir string, patterns ...string) []diag.Diagnostic {
	t.Helper()
	ds, err := generator.Vet(t.Context(), generator.Config{Dir: dir, Env: environment(), Patterns: patterns})
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

// A pass is what the analyzer reported of a package.
type pass struct {
	fset *token.FileSet
	ds   []analysis.Diagnostic
}

// passes runs the analyzer on packages and their test variants, with export data for what they import, as go vet does.
func passes(t *testing.T, a *analysis.Analyzer, dir string, patterns ...string) []pass {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir, Env: environment(), Tests: true}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	pkgs = slices.DeleteFunc(pkgs, func(p *packages.Package) bool { return strings.HasSuffix(p.PkgPath, ".test") })
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []pass
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatalf("%v: %v", act, act.Err)
		}
		all = append(all, pass{act.Package.Fset, act.Diagnostics})
	}
	return all
}

// analyzerSays returns the same, as the diagnostics that the command would have to print for the same words to appear.
// What a package and its test variant both say is there once.
func analyzerSays(t *testing.T, dir string, patterns ...string) []diag.Diagnostic {
	t.Helper()
	var ds []diag.Diagnostic
	for _, p := range passes(t, analyzer.Analyzer, dir, patterns...) {
		for _, found := range p.ds {
			d := diag.Diagnostic{Code: found.Category, Pos: p.fset.Position(found.Pos), Message: found.Message}
			for _, r := range found.Related {
				d.Related = append(d.Related, diag.Related{Pos: p.fset.Position(r.Pos), Message: r.Message})
			}
			ds = append(ds, d)
		}
	}
	return diag.Compact(ds)
}

// text is what the command prints, with the names of files relative to dir.
func text(t *testing.T, ds []diag.Diagnostic, dir string) string {
	t.Helper()
	var b bytes.Buffer
	if err := diag.WriteText(&b, ds, dir); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
