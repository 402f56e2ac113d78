package main

import (
	"bytes"
	"os"
	"regexp"
	"testing"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/golden/update"
)

// What docs/explain.md shows is what the command prints, of the quickstart and of the sources beside it.
func TestDocumentedExplanations(t *testing.T) {
	documented(t, "../../docs/explain.md", func(text string) string {
		text = update.Section(t, text, "explain", explained(t, repository(t), "./golden/quickstart"))
		sources := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(text, -1)
		marks := regexp.MustCompile("<!-- (explain .*) -->").FindAllStringSubmatch(text, -1)
		if len(sources) != len(marks) {
			t.Fatalf("there are %d sources and %d explanations", len(sources), len(marks))
		}
		for i, source := range sources {
			text = update.Section(t, text, marks[i][1], explained(t, moduleOf(t, source[1])))
		}
		return text
	})
}

// documented holds a document against what it should be.
func documented(t *testing.T, name string, want func(text string) string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	update.File(t, name, want(string(data)))
}

// explained is what the command explain prints in dir, as a block of a document.
func explained(t *testing.T, dir string, patterns ...string) string {
	t.Helper()
	found, err := generator.Explain(t.Context(), generator.Config{Dir: dir, Patterns: patterns, Env: append(os.Environ(), "GOPROXY=off", "GOWORK=off")})
	if err != nil || diag.HasErrors(found.Diagnostics) {
		t.Fatalf("%v\n%v", err, found.Diagnostics)
	}
	var b bytes.Buffer
	if err := found.WriteText(&b, dir); err != nil {
		t.Fatal(err)
	}
	return "```\n" + b.String() + "```\n"
}
