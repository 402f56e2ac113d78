package directive_test

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// Rules 1.11 and 2.20: What an annotation has more than a thousand arguments of is not read, in the lines that go on with it either, so
// that findings take no more memory than the source.
func TestArgumentsHaveALimit(t *testing.T) {
	const words = 100_000
	for form, annotation := range map[string]string{
		"one line":   "//backoff:policy" + strings.Repeat(" x", words),
		"many lines": "//backoff:policy pause=1s" + strings.Repeat("\n\t//backoff:with pause=1s", words),
	} {
		src := "package p\n\ntype S interface {\n\t" + annotation + "\n\tM() error\n}\n"
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		_, findings := directive.Read(fset, file, []byte(src))
		if len(findings) > 1001 {
			t.Errorf("%s: %d findings", form, len(findings))
		}
		last := findings[len(findings)-1]
		if want := "policy has more than 1000 arguments: the rest is not read"; last.Message != want {
			t.Errorf("%s: the last finding is %q, want %q", form, last.Message, want)
		}
	}
}
