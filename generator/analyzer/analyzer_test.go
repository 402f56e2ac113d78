package analyzer_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/txtar"

	"github.com/backoffgen/backoffgen/generator/analyzer"
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
			want := string(archive.Files[at].Data)
			dir := unpack(t, archive.Files)
			if diff := cmp.Diff(want, text(t, analyzerSays(t, dir), dir)); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want, text(t, commandSays(t, dir), dir)); diff != "" {
				t.Errorf("what the command says (-want +got):\n%s", diff)
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
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), analyzer.Analyzer, "fixes")
}
