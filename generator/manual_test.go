package generator

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/analyzer"
)

// The command's manual lists the directives and keys as the analyzer's help does, which is made from the table that the
// parser reads by.
func TestManual(t *testing.T) {
	const (
		manual = "../cmd/backoffgen/doc.go"
		begin  = "# Directives and keys\n\n"
		end    = "\n# Diagnostics\n"
	)
	data, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	_, after, ok2 := strings.Cut(rest, end)
	at := strings.Index(analyzer.Analyzer.Doc, "The directives, ")
	if !ok || !ok2 || at < 0 {
		t.Fatalf("there is no section %q up to %q in the manual, or no list in the analyzer's help", begin, end)
	}
	want := before + begin + analyzer.Analyzer.Doc[at:] + end + after
	if *updateReadme {
		if err := os.WriteFile(manual, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("%s is behind the table in generator/internal/directive (go test ./generator -run Manual -update-readme):\n%s", manual, diff)
	}
}
