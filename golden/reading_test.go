package golden_test

import (
	"bytes"
	"go/ast"
	"go/doc"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
)

// What is generated for one method is read on one page.
func TestQuickstartIsShort(t *testing.T) {
	text, err := os.ReadFile("quickstart/forecast_backoff.go")
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(text, []byte("\n")); lines >= 65 {
		t.Errorf("%d lines for one method, want less than 65", lines)
	}
}

var methodLink = regexp.MustCompile(`^\w+ (?:retries|calls) \[.+\.\w+\]`)

// Each generated method says in a link that go doc resolves which method it calls.
func TestMethodsLinkWhatTheyCall(t *testing.T) {
	links := 0
	for _, name := range cases(t) {
		fset := token.NewFileSet()
		var files []*ast.File
		for file, text := range sources(t, name, func(file string) bool { return !strings.HasSuffix(file, "_test.go") }) {
			f, err := parser.ParseFile(fset, file, text, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		if len(files) == 0 {
			continue
		}
		pkg, err := doc.NewFromFiles(fset, files, "example.com/"+name, doc.PreserveAST)
		if err != nil {
			t.Fatal(err)
		}
		for _, typ := range pkg.Types {
			for _, m := range typ.Methods {
				if methodLink.MatchString(m.Doc) {
					links++
					if !hasLink(pkg.Parser().Parse(m.Doc)) {
						t.Errorf("%s: go doc knows nothing of the link in %q", name, m.Doc)
					}
				}
			}
		}
	}
	if links < 100 {
		t.Errorf("only %d methods link another", links)
	}
}

func hasLink(d *comment.Doc) bool {
	for _, block := range d.Content {
		paragraph, ok := block.(*comment.Paragraph)
		if !ok {
			continue
		}
		for _, text := range paragraph.Text {
			if link, ok := text.(*comment.DocLink); ok && link.Recv != "" {
				return true
			}
		}
	}
	return false
}
