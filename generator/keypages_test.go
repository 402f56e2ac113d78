package generator

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/docs"
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/explain"
	"github.com/backoffgen/backoffgen/generator/internal/reference"
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
	all := reference.All()
	update.File(t, filepath.Join(keyPages, "README.md"), reference.Index(all))
	explanations, tests := explainKeys(t), keyTests(t)
	for _, e := range all {
		p := keyPage{e}
		file := filepath.Join(keyPages, p.Name+".md")
		data, err := os.ReadFile(file)
		if os.IsNotExist(err) && update.Wanted() {
			data = []byte(p.skeleton())
			err = os.WriteFile(file, data, 0o644)
		}
		if err != nil {
			t.Errorf("%s has no page: %s writes one to be filled in (%v)", p.Name, update.Command, err)
			continue
		}
		example, told := keyExample(t, p.Name), explanations[p.Name]
		if example == "" || told == "" {
			t.Errorf("%s has no example: testdata/keypages/%[1]s.go is to be a small interface with it", p.Name)
			continue
		}
		rules := rulesAbout(p.Name)
		if rules.Text == "" {
			t.Errorf("docs/rules.md says nothing of %s", p.Name)
		}
		want := update.Section(t, string(data), "head", p.Head(all, rules))
		want = update.Section(t, want, "example", "```go\n"+example+"```\n")
		want = update.Section(t, want, "explain", "```\n"+told+"```\n")
		update.File(t, file, want)
		p.check(t, string(data), tests)
	}
	entries, err := os.ReadDir(keyPages)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), ".md")
		if name != "README" && !slices.ContainsFunc(all, func(e reference.Entry) bool { return e.Name == name }) {
			t.Errorf("%s is about neither a key nor a directive", filepath.Join(keyPages, entry.Name()))
		}
	}
}

// A keyPage is the page about an entry.
type keyPage struct{ reference.Entry }

func (p keyPage) title() string { return "`" + p.Title() + "`" }

// skeleton is a page of which only the text is missing.
func (p keyPage) skeleton() string {
	text := "# " + p.title() + "\n\n<!-- head -->\n<!-- /head -->\n\n<!-- example -->\n<!-- /example -->\n\n<!-- run -->\n<!-- /run -->\n\n<!-- explain -->\n<!-- /explain -->\n"
	for _, section := range p.sections() {
		text += "\n## " + section + "\n"
	}
	return text
}

// sections are what each page speaks of at its end.
func (p keyPage) sections() []string {
	if p.IsDirective {
		return []string{"When not to use it", "Pitfalls"}
	}
	return []string{"When not to use it", "In other libraries", "Pitfalls"}
}

var generatedPart = regexp.MustCompile(`(?s)<!-- (\w+) -->\n.*?<!-- /(\w+) -->\n`)

// check reports what a page's text lacks. Tests are those that tell of calls.
func (p keyPage) check(t *testing.T, text, tests string) {
	t.Helper()
	page := p.Name + ".md"
	if !strings.HasPrefix(text, "# "+p.title()+"\n") {
		t.Errorf("%s is not called %s", page, p.title())
	}
	written := generatedPart.ReplaceAllString(text, "")
	parts := strings.Split(written, "\n## ")
	if _, said, _ := strings.Cut(parts[0], "\n"); len(strings.Fields(said)) < 20 {
		t.Errorf("%s does not say what %s does and why, before its sections", page, p.Name)
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
	if !strings.Contains(tests, "tell(t, \""+p.Name+"\"") || !strings.Contains(text, "<!-- run -->\n```\n") {
		t.Errorf("%s does not show a call: a test in golden/keypages is to tell one, between <!-- run --> and <!-- /run -->", page)
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

// keyTests is the source of the tests that run the examples.
func keyTests(t *testing.T) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(keyExamples, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(source)
	}
	return all.String()
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

// rulesAbout links the rules that speak of a key or a directive: those that are called after it by their titles, others by
// their numbers.
func rulesAbout(name string) reference.Fact {
	called := regexp.MustCompile(`^The (?:keys?|directives?) (?:\w+ and )?` + name + `\b`)
	spoken := regexp.MustCompile("`(?://backoff:)?" + name + "[ =`]")
	var titles, numbers []string
	for _, r := range docs.Rules() {
		switch {
		case called.MatchString(r.Title):
			titles = append(titles, fmt.Sprintf("[%s %s](../rules.md#rule-%[1]s)", r.Number, r.Title))
		case spoken.MatchString(r.Text):
			numbers = append(numbers, fmt.Sprintf("[%s](../rules.md#rule-%[1]s)", r.Number))
		}
	}
	return reference.Fact{Label: "rules", Text: strings.Join(slices.Concat(titles, numbers), ", ")}
}
