package generator

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/explain"
	"github.com/backoffgen/backoffgen/golden/update"
)

// The pages of keys and directives, and the sources of their examples: a file for each, with the page's name.
const (
	keyPages    = "../docs/keys"
	keyExamples = "../golden/keypages"
)

// Each key and each directive has a page. Its head is made from the tables that the parser reads by, its example is compiled
// in golden/keypages, and what it shows of explain is what the command prints of that.
func TestKeyPages(t *testing.T) {
	pages := keyPagesOf()
	update.File(t, filepath.Join(keyPages, "README.md"), keyIndex(pages))
	explanations := explainKeys(t)
	for _, p := range pages {
		file := filepath.Join(keyPages, p.name+".md")
		data, err := os.ReadFile(file)
		if os.IsNotExist(err) && update.Wanted() {
			data = []byte(p.skeleton())
			err = os.WriteFile(file, data, 0o644)
		}
		if err != nil {
			t.Errorf("%s has no page: %s writes one to be filled in (%v)", p.name, update.Command, err)
			continue
		}
		example, told := keyExample(t, p.name), explanations[p.name]
		if example == "" || told == "" {
			t.Errorf("%s has no example: testdata/keypages/%[1]s.go is to be a small interface with it", p.name)
			continue
		}
		want := update.Section(t, string(data), "head", p.head())
		want = update.Section(t, want, "example", "```go\n"+example+"```\n")
		want = update.Section(t, want, "explain", "```\n"+told+"```\n")
		update.File(t, file, want)
		p.check(t, string(data))
	}
	entries, err := os.ReadDir(keyPages)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), ".md")
		if name != "README" && !slices.ContainsFunc(pages, func(p keyPage) bool { return p.name == name }) {
			t.Errorf("%s is about neither a key nor a directive", filepath.Join(keyPages, entry.Name()))
		}
	}
}

// skeleton is a page of which only the text is missing.
func (p keyPage) skeleton() string {
	text := "# " + p.title + "\n\n<!-- head -->\n<!-- /head -->\n\n<!-- example -->\n<!-- /example -->\n\n<!-- explain -->\n<!-- /explain -->\n"
	for _, section := range p.sections() {
		text += "\n## " + section + "\n"
	}
	return text
}

// sections are what each page speaks of at its end.
func (p keyPage) sections() []string {
	if p.isDirective {
		return []string{"When not to use it", "Pitfalls"}
	}
	return []string{"When not to use it", "In other libraries", "Pitfalls"}
}

var generatedPart = regexp.MustCompile(`(?s)<!-- (\w+) -->\n.*?<!-- /(\w+) -->\n`)

// check reports what a page's text lacks.
func (p keyPage) check(t *testing.T, text string) {
	t.Helper()
	page := p.name + ".md"
	if !strings.HasPrefix(text, "# "+p.title+"\n") {
		t.Errorf("%s is not called %s", page, p.title)
	}
	written := generatedPart.ReplaceAllString(text, "")
	parts := strings.Split(written, "\n## ")
	if _, said, _ := strings.Cut(parts[0], "\n"); len(strings.Fields(said)) < 20 {
		t.Errorf("%s does not say what %s does and why, before its sections", page, p.name)
	}
	var titles []string
	for _, part := range parts[1:] {
		title, said, _ := strings.Cut(part, "\n")
		titles = append(titles, title)
		if len(strings.Fields(said)) < 5 {
			t.Errorf("%s says nothing below %q", page, title)
		}
	}
	for _, title := range p.sections() {
		if !slices.Contains(titles, title) {
			t.Errorf("%s has no section %q", page, title)
		}
	}
	if lines := strings.Count(text, "\n"); lines > 110 {
		t.Errorf("%s has %d lines; a key's page is short, and longer texts are pages of docs/", page, lines)
	}
}

// keyExample is the source of a key's example, from after its imports, or nothing where there is none.
func keyExample(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join(keyExamples, name+".go")
	source, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return ""
	}
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, file, source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	end := syntax.Name.End()
	for _, decl := range syntax.Decls {
		end = max(end, decl.End())
	}
	return strings.TrimLeft(string(source[fset.Position(end).Offset:]), "\n")
}

// explainKeys returns what explain says of the examples, by their names, without what the annotation beside it says.
func explainKeys(t *testing.T) map[string]string {
	t.Helper()
	explained, err := Explain(t.Context(), Config{Patterns: []string{keyExamples}})
	if err != nil || diag.HasErrors(explained.Diagnostics) {
		t.Fatalf("%v\n%v", err, explained.Diagnostics)
	}
	texts := map[string]string{}
	for _, iface := range explained.interfaces {
		var b bytes.Buffer
		if err := explain.WriteText(&b, []explain.Interface{iface}, ""); err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimSuffix(filepath.Base(iface.File), ".go")] += shortened(b.String())
	}
	return texts
}

// shortened leaves out the name of the file, and of each method the lines that repeat its annotation.
func shortened(text string) string {
	_, text, _ = strings.Cut(text, "\n\n")
	var kept strings.Builder
	skips := false
	for line := range strings.Lines(text) {
		label, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		isLabelled := strings.HasPrefix(line, "    ") && !strings.HasPrefix(line, "     ")
		if isLabelled || strings.TrimSpace(line) == "" {
			isShared := strings.Contains(line, " shared: ")
			skips = label == "annotation" || label == "policy" && !isShared || label == "defaults"
		}
		if !skips {
			kept.WriteString(strings.TrimPrefix(line, "  "))
		}
	}
	return kept.String()
}
