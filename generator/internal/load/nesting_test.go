package load

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// Rule 2.20: Types are within each other no more than 200 deep, in declarations and in literals, and what names itself is no matter of
// this.
func TestTypesHaveADepth(t *testing.T) {
	chain := func(n int, form string) string {
		var b strings.Builder
		for i := range n - 1 {
			fmt.Fprintf(&b, "type T%d "+form+"\n", i, fmt.Sprintf("T%d", i+1))
		}
		return b.String() + fmt.Sprintf("type T%d int\n", n-1)
	}
	others := strings.Repeat("\n", 1)
	for i := range maxNesting {
		others += fmt.Sprintf("type other%d int\n", i)
	}
	for form, isDeep := range map[string]bool{
		"%s": true, "interface{ %s }": true, "struct{ x %s }": true, "struct{ %s }": true, "[2]%s": true, "(%s)": true, "interface{ int | %s }": true, "interface{ ~%s }": true, "Generic[%s]": true, "Generic[int, %s]": true,
		"*%s": false, "[]%s": false, "func(%s)": false, "map[int]%s": false, "chan %s": false, "interface{ M() %s }": false,
	} {
		for n, want := range map[int]bool{maxNesting: false, maxNesting + 1: isDeep, 5000: isDeep} {
			if name := tooDeep(parsed(t, chain(n, form)+others)); (name != nil) != want {
				t.Errorf("%d times %s: %v is too deep", n, form, name)
			}
		}
	}
	circle := strings.Replace(chain(500, "struct{ x %s }"), "type T499 int", "type T499 struct{ x T0 }", 1)
	_ = tooDeep(parsed(t, circle)) // it ends

	annotated := func(*ast.File) bool { return true }
	for n, want := range map[int]bool{1: false, 100: false, 250: true, 5000: true} {
		for _, text := range []string{
			"type S interface{ M(" + strings.Repeat("struct{ x ", n) + "int" + strings.Repeat(" }", n) + ") }", "type S interface{ M(" + strings.Repeat("func(", n) + strings.Repeat(")", n) + ") }",
		} {
			files := parsed(t, text)
			if found := tooDeepLiteral(files, annotated); (found != nil) != want {
				t.Errorf("%d levels: %v is too deep", n, found)
			}
			if tooDeepLiteral(files, func(*ast.File) bool { return false }) != nil {
				t.Error("a file without annotations counts")
			}
		}
	}
}

func parsed(t *testing.T, declarations string) []*ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package p\n\n"+declarations, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return []*ast.File{f, nil}
}
