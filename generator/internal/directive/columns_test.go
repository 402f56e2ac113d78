package directive_test

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// Columns count bytes, whatever is before them on the line.
// Rule 1.30.
func TestColumns(t *testing.T) {
	for _, tc := range []struct{ name, src, want string }{
		{"tabs", "package p\n\ntype S interface {\n\t\t//backoff:retry\t2\t\tpause=x\n\tM()\n}\n", "4:28-29"},
		{"CRLF", "package p\r\n\r\ntype S interface {\r\n\t//backoff:retry 2 pause=x\r\n\tM()\r\n}\r\n", "4:26-27"},
		{"CRLF, last word quoted", "package p\r\n\r\ntype S interface {\r\n\t//backoff:retry 2 pause=\"x\"\r\n\tM()\r\n}\r\n", "4:27-28"},
		{"stray carriage returns", "package p\n\ntype S interface {\n\t//backoff:retry \r 2 \rpause=x\r\r\n\tM()\n}\n", "4:29-30"},
		{"multi-byte value", "package p\n\ntype S interface {\n\t//backoff:retry 2 errors=ErrÄß pause=x\n\tM()\n}\n", "4:41-42"},
		{"multi-byte quoted value", "package p\n\ntype S interface {\n\t//backoff:retry 2 giveup=\"e == 日本\" pause=x\n\tM()\n}\n", "4:47-48"},
		{"multi-byte comment before", "package p\n\ntype S interface {\n\t/* 日本 */ M() //backoff:off\n}\n", "4:19-32"},
		{"multi-byte space", "package p\n\ntype S interface {\n\t//backoff:retry 2\u00a0pause=x\n\tM()\n}\n", "4:27-28"},
		{"multi-byte fault", "package p\n\ntype S interface {\n\t//backoff:retry 2 pause=1µ\n\tM()\n}\n", "4:26-29"},
		{"invalid UTF-8", "package p\n\ntype S interface {\n\t//backoff:retry 2 a\xff=1 pause=x\n\tM()\n}\n", ""},
		{"byte order mark", "\uFEFF//backoff:retry\npackage p\n", "1:4-19"},
		{"end of file", "package p\n\n//backoff:retry", "3:1-16"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "x.go", tc.src, parser.ParseComments)
			if tc.name == "invalid UTF-8" {
				if err == nil {
					t.Fatal("want a file that does not parse")
				}
			} else if err != nil {
				t.Fatal(err)
			}
			_, ds := directive.Read(fset, file, []byte(tc.src))
			if tc.want == "" {
				return // what counts is that nothing crashed; the parser reports the file
			}
			if len(ds) != 1 {
				t.Fatalf("want one diagnostic, got %q", lines(ds))
			}
			if got, _, _ := strings.Cut(lines(ds)[0], " "); got != tc.want {
				t.Errorf("at %s, want %s", got, tc.want)
			}
		})
	}
}

// Without the source the parser's text of a comment has to do, and a source that is another file's is not believed.
func TestReadWithoutSource(t *testing.T) {
	src := "package p\n\ntype S interface {\n\t//backoff:retry 2 pause=x\n\tM()\n}\n"
	for _, other := range []string{"", "package other\n", strings.Repeat("x", len(src)), strings.Replace(src, "=x", "=1ms", 1)} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		_, ds := directive.Read(fset, file, []byte(other))
		want := []string{`4:26-27 bad-value: pause is "x"; expected a duration such as 1s or 250ms, or none`}
		if d := cmp.Diff(want, lines(ds)); d != "" {
			t.Errorf("with source %q (-want +got):\n%s", other, d)
		}
	}
}

// A line directive moves diagnostics to the file that the source was made from, as everywhere in Go.
func TestLineDirective(t *testing.T) {
	_, ds, _ := read(t, "package p\n\n//line x.tmpl:100:1\n//backoff:off\n\nvar x int\n")
	if len(ds) != 1 || ds[0].Pos.Filename != "x.tmpl" || ds[0].Pos.Line != 100 {
		t.Errorf("got %q, want one in x.tmpl:100", ds)
	}
}

// Function bodies may have been dropped, with their comments left in the file.
func TestReadWithoutBodies(t *testing.T) {
	src := "package p\n\nfunc f() {\n\t//backoff:off\n}\n"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	dropBodies(file)
	_, ds := directive.Read(fset, file, []byte(src))
	if len(ds) != 1 || ds[0].Pos.Line != 4 || ds[0].Code != "misplaced-annotation" {
		t.Errorf("got %q, want it misplaced in line 4", lines(ds))
	}
}

// A tree that no parser made has no file start; its annotations are not overlooked for that.
func TestReadWithoutFileStart(t *testing.T) {
	src := "package p\n\n//backoff:off\n\nvar x int\n"
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	file.FileStart = token.NoPos
	if _, ds := directive.Read(fset, file, []byte(src)); len(ds) != 1 || ds[0].Pos.Line != 3 {
		t.Errorf("got %q, want one in line 3", lines(ds))
	}
}
