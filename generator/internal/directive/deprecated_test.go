package directive_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

func TestDeprecation(t *testing.T) {
	tests := []struct{ doc, want string }{
		{"// F is old.\n//\n// Deprecated: use G,\n// which is new.\n//\n// It is slow, too.\n//\n//backoff:retry 3\n", "Deprecated: use G,\nwhich is new."},
		{"// Deprecated: all of it.\n", "Deprecated: all of it."},
		{"// F is old. Deprecated: not by these words.\n", ""},
		{"// F is old.\n// Deprecated: not in a paragraph of its own.\n", ""},
		{"", ""},
	}
	for _, tt := range tests {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n\n"+tt.doc+"func F() {}\n", parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := directive.Deprecation(nil, f.Decls[0].(*ast.FuncDecl).Doc); got != tt.want {
			t.Errorf("of %q: %q, want %q", tt.doc, got, tt.want)
		}
	}
}

func TestLintIgnores(t *testing.T) {
	const source = "//lint:file-ignore SA1019 The old client is all there is.\n\n" +
		"//lint:file-ignore ST1001,SA1019 twice\n//lint:file-ignore U1000 not used\n//lint:ignore SA1019 here alone\npackage x\n"
	f, err := parser.ParseFile(token.NewFileSet(), "x.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"//lint:file-ignore SA1019 The old client is all there is.", "//lint:file-ignore ST1001,SA1019 twice"}
	if diff := cmp.Diff(want, directive.LintIgnores(f)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}
