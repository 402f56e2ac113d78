package generator

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/docs"
)

// Rule 1.30: each code is explained once, with what to do, and belongs to a rule of docs/rules.md.
func TestRules(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] {
			t.Errorf("there are two rules of the code %s", r.Code)
		}
		seen[r.Code] = true
		for _, text := range []string{r.Meaning, r.Remedy} {
			if text == "" || strings.HasSuffix(text, ".") || strings.Contains(text, "\n") {
				t.Errorf("%s is explained by %q, not by a line without a full stop", r.Code, text)
			}
		}
		if !kebab.MatchString(r.Code) {
			t.Errorf("the code %q is not as codes are", r.Code)
		}
		if _, ok := docs.Find(r.Law); !ok {
			t.Errorf("%s belongs to rule %q, which docs/rules.md does not have", r.Code, r.Law)
		}
	}
	for _, file := range []string{"codes.go", "diag/codes.go", "internal/load/codes.go", "internal/resolve/rules.go"} {
		codes := constants(t, file)
		if len(codes) == 0 {
			t.Errorf("%s has no codes", file)
		}
		for _, code := range codes {
			if !seen[code] {
				t.Errorf("%s has the code %s, which no rule explains", file, code)
			}
		}
	}
}

// constants returns the values of a file's constants that are strings.
func constants(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, decl := range file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			for _, value := range spec.(*ast.ValueSpec).Values {
				lit, ok := value.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					continue
				}
				text, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, text)
			}
		}
	}
	return values
}
