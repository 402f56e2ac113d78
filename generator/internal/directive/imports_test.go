package directive_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestImports(t *testing.T) {
	const src = `//backoff:import "net"

// Package p is one.
//
//backoff:import errs "example.com/errs/v2"
package p

//backoff:import ` + "`io/fs`" + `

import (
	//backoff:import "os"
	"fmt" //backoff:import x "os"
)

//backoff:import "syscall"

// S stores.
//
//backoff:import "time"
//backoff:retry 2
type S interface{ M() }

var _ = fmt.Sprint
`
	file, ds, fset := read(t, src)
	if len(ds) > 0 {
		t.Errorf("unexpected diagnostics: %q", lines(ds))
	}
	var got []string
	for _, i := range file.Imports {
		pos, path := fset.Position(i.Pos), fset.Position(i.PathPos)
		name := "-"
		if i.NamePos.IsValid() {
			name = fmt.Sprint(fset.Position(i.NamePos).Column)
		}
		got = append(got, fmt.Sprintf("%d:%d %s at %s, %s at %d", pos.Line, pos.Column, i.Name, name, i.Path, path.Column))
	}
	want := []string{
		"1:1  at -, net at 18",
		"5:1 errs at 18, example.com/errs/v2 at 23",
		"8:1  at -, io/fs at 18",
		"11:2  at -, os at 19",
		"12:8 x at 25, os at 27",
		"15:1  at -, syscall at 18",
		"19:1  at -, time at 18",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("imports (-want +got):\n%s", d)
	}
	if got := summary(file); got != "S retry" {
		t.Errorf("got %s, want S retry", got)
	}
}

func TestFaultyImports(t *testing.T) {
	const late = "misplaced-annotation: backoff:import after the file's first declaration does nothing (move it up to the Go imports)"
	for _, tc := range []struct {
		src  string
		want []string
	}{
		{"var x int\n\n//backoff:import \"net\"", []string{"5:1-23 " + late}},
		{"type S interface {\n\t//backoff:import \"net\"\n\tM()\n}", []string{"4:2-24 " + late}},
		{"func f() {\n\t//backoff:import \"net\"\n}", []string{"4:2-24 " + late}},
		{"//backoff:import", []string{`3:11-17 missing-argument: import needs a path in quotes, such as import "net"`}},
		{"//backoff:import net", []string{`3:18-21 bad-quote: the path is not quoted; expected an import path in quotes (did you mean "net"?)`}},
		{"//backoff:import n net", []string{`3:20-23 bad-quote: the path is not quoted; expected an import path in quotes (did you mean "net"?)`}},
		{`//backoff:import "net`, []string{`3:18-22 bad-quote: unterminated quote: no closing " on this line`}},
		{`//backoff:import "./net"`, []string{`3:18-25 bad-value: the path is "./net"; expected the import path of a package`}},
		{`//backoff:import ""`, []string{`3:18-20 bad-value: the path is ""; expected the import path of a package`}},
		{`//backoff:import "a b"`, []string{`3:18-23 bad-value: the path is "a b"; expected the import path of a package`}},
		{`//backoff:import "C"`, []string{`3:18-21 bad-value: the path is "C"; expected the import path of a package`}},
		{`//backoff:import . "net"`, []string{`3:18-19 bad-value: the alias is "."; expected a Go identifier`}},
		{`//backoff:import _ "net"`, []string{`3:18-19 bad-value: the alias is "_"; expected a Go identifier`}},
		{`//backoff:import "net" "os"`, []string{`3:24-28 bad-argument: import takes an alias and a path, and nothing else`}},
		{"//backoff:import \"net\"\n//backoff:import \"net\"", []string{`4:1-23 duplicate-import: the package net is imported twice`}},
		{"//backoff:import n \"net\"\n//backoff:import n \"os\"", []string{`4:1-24 duplicate-import: the alias n is given twice`}},
		{"//backoff:imprt \"net\"", []string{`3:11-16 unknown-directive: unknown directive backoff:imprt (did you mean backoff:import?)`}},
	} {
		file, ds, _ := read(t, "package p\n\n"+tc.src+"\n")
		if d := cmp.Diff(tc.want, lines(ds)); d != "" {
			t.Errorf("%s: diagnostics (-want +got):\n%s", tc.src, d)
		}
		if len(file.Imports) > 1 {
			t.Errorf("%s: got %d imports, want the first at most", tc.src, len(file.Imports))
		}
	}
}
