package analyzer_test

import (
	"go/format"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/analyzer"
	"github.com/backoffgen/backoffgen/golden/update"
)

// TestCases runs the cases that are about what a pass is, and the command never sees or sees otherwise. Both say the same.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if at < 0 {
				t.Fatal("no want section")
			}
			dir := unpack(t, archive.Files)
			got := text(t, analyzerSays(t, dir), dir)
			archive.Files[at].Data = []byte(got)
			update.File(t, name, string(txtar.Format(archive)))
			if diff := cmp.Diff(got, text(t, commandSays(t, dir), dir)); diff != "" {
				t.Errorf("what the command says (-analyzer +command):\n%s", diff)
			}
		})
	}
}

// TestNothing: there is nothing to say of what is right, in a package or in its test files.
func TestNothing(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), analyzer.Analyzer, "valid")
}

// TestFixes: what would resolve a finding is suggested, and applied it gives the golden file.
func TestFixes(t *testing.T) {
	if update.Wanted() {
		for _, found := range analysistest.Run(t, analysistest.TestData(), analyzer.Analyzer, "fixes") {
			writeFixed(t, found.Action.Package.Fset, found.Action.Diagnostics)
		}
	}
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), analyzer.Analyzer, "fixes")
}

// writeFixed writes the golden file: that of the findings, with each one's first suggestion applied.
func writeFixed(t *testing.T, fset *token.FileSet, found []analysis.Diagnostic) {
	t.Helper()
	var edits []analysis.TextEdit
	for _, d := range found {
		if len(d.SuggestedFixes) > 0 {
			edits = append(edits, d.SuggestedFixes[0].TextEdits...)
		}
	}
	slices.SortFunc(edits, func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) }) // from the end, so that offsets stay true
	fixed := map[string][]byte{}
	for _, edit := range edits {
		at, end := fset.Position(edit.Pos), fset.Position(edit.End)
		if fixed[at.Filename] == nil {
			source, err := os.ReadFile(at.Filename)
			if err != nil {
				t.Fatal(err)
			}
			fixed[at.Filename] = source
		}
		fixed[at.Filename] = slices.Replace(fixed[at.Filename], at.Offset, end.Offset, edit.NewText...)
	}
	for name, text := range fixed {
		formatted, err := format.Source(text)
		if err != nil {
			t.Fatal(err)
		}
		update.File(t, name+".golden", string(formatted))
	}
}
