package directive_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// FuzzRead feeds Read with files that need not even parse. Whatever they are, it does not panic; every annotation ends
// up in the result or has a diagnostic; every diagnostic lies inside the comment that it is about; Contains sees the file.
func FuzzRead(f *testing.F) {
	for _, tc := range argumentCases {
		f.Add(onMethod(tc.comment))
		f.Add(strings.ReplaceAll(onMethod(tc.comment), "\n", "\r\n"))
	}
	for _, tc := range placeCases {
		f.Add("package p\n\n" + tc.src + "\n")
	}
	f.Add("package p\n\n//backoff:import a \"b\"\n\n//backoff:retry 2 errors=*p.E[K,\"V\"],`a b` giveup=\"\\u00e9\\\"\"\ntype S interface{ M() }\n")
	f.Add("\uFEFFpackage p\n\n//line y.go:7\n// backoff:off\n//Backoff:retry 3\r x\n")
	f.Add("package p\n\n//back.of import \"x\"\n/*\r\n @backof:import \"x\" */\n/* backoff:retry 3\r*/\ntype S interface{\n/*BACKOFF.off*/\nM() }\n")
	f.Fuzz(func(t *testing.T, src string) {
		fset := token.NewFileSet()
		file, _ := parser.ParseFile(fset, "x.go", src, parser.ParseComments|parser.AllErrors|parser.SkipObjectResolution)
		if file == nil {
			return
		}
		out, ds := directive.Read(fset, file, []byte(src))
		comments := annotations(fset, file, src)
		for _, c := range comments {
			if strings.HasPrefix(src[c.from:], "//backoff:") && !c.accounted(fset, out, ds) {
				t.Errorf("%q is neither in the result nor reported", src[c.from:c.to])
			}
		}
		for _, d := range ds {
			if !inside(d, comments) {
				t.Errorf("%+v lies outside of every annotation", d)
			}
		}
		if len(ds)+len(out.Imports)+len(out.Interfaces) > 0 && !directive.Contains([]byte(src)) {
			t.Errorf("Contains misses the annotations of %q", src)
		}
		for _, w := range directive.Mentions(out) {
			from, to := fset.Position(w.Pos).Offset, fset.Position(w.End).Offset
			if !inside(diag.Diagnostic{Pos: token.Position{Offset: from}, End: token.Position{Offset: to}}, comments) {
				t.Errorf("the mention of %s lies outside of every annotation", w.Text)
			}
		}
	})
}

// A span is a comment's place in the source.
type span struct{ from, to int }

// annotations returns where file's comments stand that are, or nearly are, annotations.
func annotations(fset *token.FileSet, file *ast.File, src string) []span {
	var spans []span
	for _, group := range file.Comments {
		for _, c := range group.List {
			from := fset.Position(c.Slash).Offset
			end := "\n"
			if strings.HasPrefix(src[from:], "/*") {
				end = "*/"
			}
			to := len(src)
			if i := strings.Index(src[from:], end); i >= 0 {
				to = from + i + len(end)
			}
			if directive.Contains([]byte(src[from:to])) {
				spans = append(spans, span{from, to})
			}
		}
	}
	return spans
}

func inside(d diag.Diagnostic, spans []span) bool {
	for _, s := range spans {
		if s.from <= d.Pos.Offset && d.Pos.Offset <= d.End.Offset && d.End.Offset <= s.to {
			return true
		}
	}
	return false
}

// accounted reports whether the annotation at s is in out, or one of ds is about it.
func (s span) accounted(fset *token.FileSet, out *directive.File, ds []diag.Diagnostic) bool {
	for _, d := range ds {
		if d.Severity == diag.Error && inside(d, []span{s}) {
			return true
		}
	}
	at := func(pos token.Pos) bool { return fset.Position(pos).Offset == s.from }
	for _, i := range out.Imports {
		if at(i.Pos) {
			return true
		}
	}
	for _, i := range out.Interfaces {
		if i.Policy != nil && at(i.Policy.Pos) || i.Decorator != nil && at(i.Decorator.Pos) {
			return true
		}
		for _, m := range i.Members {
			if at(m.Policy.Pos) {
				return true
			}
		}
	}
	return false
}
