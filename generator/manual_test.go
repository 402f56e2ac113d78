package generator

import (
	"os"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/analyzer"
	"github.com/backoffgen/backoffgen/golden/update"
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
	update.File(t, manual, before+begin+analyzer.Analyzer.Doc[at:]+end+after)
}
