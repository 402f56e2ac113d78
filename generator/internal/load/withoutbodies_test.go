package load

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSkim has what looks like the beginning or the end of a function, and is not.
func TestSkim(t *testing.T) {
	for name, text := range map[string]string{
		"plain": "func f() error {\n\treturn nil\n}\n\nfunc g() {}\n\nfunc h() int { return 1 }\n\nfunc (t T) m() {\n\tfor {\n\t}\n}\n",
		"without a body, and without an end of line": "func assembled(int) int\n\nfunc f() {\n\tx()\n}",
		"string in a body":                           "func f() {\n\tx(`\n}\nfunc g() {\n`)\n}\n\nfunc h() {\n\ty()\n}\n",
		"comment in a body":                          "func f() {\n\t/*\n}\n\nfunc g() {\n*/\n}\n\nfunc h() {\n\ty()\n}\n",
		"string outside":                             "const c = `\nfunc f() {\n\tx()\n}\n`\n\nfunc h() {\n\ty()\n}\n",
		"interface parameter":                        "func f(x interface {\n\tM()\n}) {\n\tx.M()\n}\n\nfunc h() {\n\ty()\n}\n",
		"struct result":                              "func f() struct {\n\tX int\n} {\n\treturn x\n}\n\nfunc h() {\n\ty()\n}\n",
		"many lines":                                 "func f(\n\tx int,\n) (\n\ty int,\n) {\n\treturn x\n}\n\nfunc h() {\n\ty()\n}\n",
		"not formatted":                              "func f() {\nif x {\n}\ny()\n}\nvar f = func() {\n\tx()\n}\n",
		"not formatted, nested":                      "func f() {\nfunc() {\nx()\n}\n}\nfunc g(){x()}\n",
		"quotes":                                     "var a, b = '{', \"}{\\\"\"\n\nfunc f() {\n\tx('\\'', '}', \"}\") // }\n\t/* } */\n}\n\nvar c = '\\\\'\n\nfunc h() {\n\ty()\n}\n",
		"first line of a group":                      "var (\n\tf = func() {\n\t\tx()\n\t}\n)\nfunc h() [1]struct{} {\n\ty()\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			text := "package p\n\n" + text
			whole, err := parseFile(token.NewFileSet(), "p.go", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			whole.Comments = nil
			skimmed, err := parseWithoutBodies(token.NewFileSet(), "p.go", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(printed(t, whole), printed(t, skimmed)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, err := parseWithoutBodies(token.NewFileSet(), "p.go", []byte("package p\n\nfunc f( {\n\tx()\n}\n")); err == nil || !strings.Contains(err.Error(), "p.go:3:") {
		t.Errorf("the error is %v", err)
	}
}

// printed is a file without its positions.
func printed(t *testing.T, f *ast.File) string {
	t.Helper()
	var b bytes.Buffer
	for _, d := range f.Decls {
		if err := format.Node(&b, token.NewFileSet(), d); err != nil {
			t.Fatal(err)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
