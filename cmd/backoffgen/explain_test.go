package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

var updateReadme = flag.Bool("update-readme", false, "rewrite the explanations in README.md and docs/explain.md")

// What README.md and docs/explain.md show is what the command prints, of the quickstart and of the sources beside it.
func TestDocumentedExplanations(t *testing.T) {
	documented(t, readme, func(text string) string {
		return between(t, text, "explain", explained(t, repository(t), "./golden/quickstart"))
	})
	documented(t, "../../docs/explain.md", func(text string) string {
		sources := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(text, -1)
		marks := regexp.MustCompile("<!-- (explain .*) -->").FindAllStringSubmatch(text, -1)
		if len(sources) != len(marks) {
			t.Fatalf("there are %d sources and %d explanations", len(sources), len(marks))
		}
		for i, source := range sources {
			dir := t.TempDir()
			for name, content := range map[string]string{"go.mod": "module example.com/documented\n\ngo 1.26\n", "source.go": source[1]} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			text = between(t, text, marks[i][1], explained(t, dir))
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
	text := want(string(data))
	if *updateReadme {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(text, string(data)); diff != "" {
		t.Errorf("%s is behind the command (go test ./cmd/backoffgen -update-readme):\n%s", name, diff)
	}
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

// between puts table between the marks of that name.
func between(t *testing.T, text, name, table string) string {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->\n"
	before, rest, ok := strings.Cut(text, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("the document has no marks for %s", name)
	}
	return before + begin + table + end + after
}
