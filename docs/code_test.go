package docs_test

import (
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/analyzer"
)

// The Go code of the documentation compiles, is as gofmt has it, and its annotations are right.
//
// A block is a whole file, or a part of one: declarations, the statements of a function, or the methods of an interface. Parts
// of one page are compiled together. What they use and do not show stands in testdata/code, in a file named after the page
// (keys_hedge.go for keys/hedge.md); what stands between <!-- example --> and <!-- /example -->, or <!-- file PATH --> and <!-- /file -->, is a copy of what is compiled elsewhere;
// packages of the table below are imported. Statements stand in a function that takes a context and returns an error, or in
// another one whose first line is a comment before the block:
//
//	<!-- func (r *RetryingStore) Fetch(ctx context.Context, id string) (*User, error) -->
func TestCodeCompiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles all code of the documentation")
	}
	folder, err := filepath.Abs("code") // which is there for the go command alone
	if err != nil {
		t.Fatal(err)
	}
	overlay := map[string][]byte{}
	blocks := 0
	for _, page := range pages(t) {
		name := codeName(page)
		for i, b := range goBlocks(t, page) {
			blocks++
			file, isWhole := b.file(t, i)
			place := filepath.Join(folder, name)
			if isWhole {
				place += fmt.Sprint(i)
			} else if prelude, err := os.ReadFile(filepath.Join("testdata", "code", name+".go")); err == nil {
				overlay[filepath.Join(place, "prelude.go")] = prelude
			}
			overlay[filepath.Join(place, fmt.Sprintf("block%d.go", i))] = []byte(file)
		}
	}
	if blocks < 10 {
		t.Errorf("looked at %d blocks", blocks)
	}
	var patterns []string
	for path := range overlay {
		patterns = append(patterns, filepath.Dir(path))
	}
	slices.Sort(patterns)
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: root, Overlay: overlay}, slices.Compact(patterns)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range loaded {
		if len(p.Syntax) == 0 {
			t.Errorf("%s was not loaded: %v", p.PkgPath, p.Errors)
		}
		for _, err := range p.TypeErrors {
			if !err.Soft { // a part need not use what it declares
				t.Errorf("%v: %s", err.Fset.Position(err.Pos), err.Msg)
			}
		}
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range graph.Roots {
		for _, d := range action.Diagnostics {
			isStandIn := d.Category == "taken-name" // for what would be generated
			if !strings.HasPrefix(d.Message, "warning") && !isStandIn {
				t.Errorf("%v: %s", action.Package.Fset.Position(d.Pos), d.Message)
			}
		}
	}
}

// codeName is what a page's code is called: after the page, and after the folder of docs that it is in.
func codeName(page string) string {
	name := strings.TrimSuffix(filepath.Base(page), ".md")
	if folder, err := filepath.Rel(filepath.Join(root, "docs"), filepath.Dir(page)); err == nil && filepath.IsLocal(folder) && folder != "." {
		name = filepath.Base(folder) + "_" + name
	}
	return name
}

// A block is Go code in a page.
type block struct {
	page      string
	line      int // of its first line
	signature string
	code      string
}

var copied = regexp.MustCompile("(?s)<!-- (?:example -->\n.*?<!-- /example|file [^\n]* -->\n.*?<!-- /file) -->\n")

var goBlock = regexp.MustCompile("(?ms)(?:^<!-- (func[^\n]*) -->\n)?^```go\n(.*?)^```$")

// goBlocks returns the Go code of a page.
func goBlocks(t *testing.T, page string) []block {
	t.Helper()
	text := copied.ReplaceAllStringFunc(read(t, page), func(example string) string {
		return strings.Repeat("\n", strings.Count(example, "\n")) // lines keep their numbers
	})
	var blocks []block
	for _, m := range goBlock.FindAllStringSubmatchIndex(text, -1) {
		b := block{page: page, line: strings.Count(text[:m[4]], "\n") + 1, signature: "func _(ctx context.Context) error", code: text[m[4]:m[5]]}
		if m[2] >= 0 {
			b.signature = text[m[2]:m[3]]
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// imported are the packages that parts may use.
var imported = map[string]string{
	"backoff": "github.com/backoffgen/backoffgen/runtime", "decorate": "github.com/backoffgen/backoffgen/runtime/decorate", "context": "context", "errors": "errors", "expvar": "expvar", "json": "encoding/json",
	"net": "net", "os": "os", "slog": "log/slog", "synctest": "testing/synctest", "testing": "testing", "time": "time",
}

// file returns the block as a file, and reports whether it is one by itself.
func (b block) file(t *testing.T, number int) (text string, isWhole bool) {
	t.Helper()
	formatted, err := format.Source([]byte(b.code))
	if err == nil && string(formatted) != b.code {
		t.Errorf("%s:%d: this code is not as gofmt has it", b.page, b.line)
	}
	page, err := filepath.Abs(b.page)
	if err != nil {
		t.Fatal(err)
	}
	code := fmt.Sprintf("//line %s:%d\n%s", page, b.line, b.code)
	if strings.HasPrefix(b.code, "package ") {
		return code, true
	}
	imports := "package code\n"
	for name, path := range imported {
		if regexp.MustCompile(`\b` + name + `\.`).MatchString(b.code + b.signature) {
			imports += fmt.Sprintf("import %s %q\n", name, path)
		}
	}
	for _, form := range []string{
		imports + code,
		imports + b.signature + " {\n" + code + "\npanic(0)\n}\n",
		imports + fmt.Sprintf("type interface%d interface {\n", number) + code + "}\n",
	} {
		if _, err := parser.ParseFile(token.NewFileSet(), "", form, parser.SkipObjectResolution); err == nil {
			return form, false
		}
	}
	t.Errorf("%s:%d: this code does not parse, neither as a file, nor as declarations, statements or methods", b.page, b.line)
	return "package code\n", false
}
