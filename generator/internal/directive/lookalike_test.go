package directive_test

import (
	"go/ast"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

func dropBodies(file *ast.File) {
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok {
			f.Body = nil
		}
	}
}

const (
	spaceWarning = " directive-with-space: warning: this is a comment, not an annotation: there is a space after the slashes"
	nearWarning  = " misspelt-annotation: warning: this is a comment, not an annotation: annotations begin with //backoff:"
	caseWarning  = " directive-case: warning: this is a comment, not an annotation: backoff is written with a capital letter"
)

// Rule 1.10.
func TestLookalikes(t *testing.T) {
	for _, tc := range []struct{ comment, want string }{
		{"// backoff:policy deadline=1s", "4:2-19" + spaceWarning + " (write //backoff:policy)"},
		{"//  backoff:policy", "4:2-20" + spaceWarning + " (write //backoff:policy)"},
		{"//\tbackoff:policy 1s", "4:2-19" + spaceWarning + " (write //backoff:policy)"},
		{`// backoff:policy "giveup=a b"`, "4:2-19" + spaceWarning + " (write //backoff:policy)"},
		{"// backoff:policy none", "4:2-19" + spaceWarning + " (write //backoff:policy)"},
		{"// backoff:retry 5", "4:2-18" + spaceWarning + " (write //backoff:retry)"},
		{"// backoff:retry none", "4:2-18" + spaceWarning + " (write //backoff:retry)"},
		{"// backoff:use Slow", "4:2-16" + spaceWarning + " (write //backoff:use)"},
		{"// backoff:off", "4:2-16" + spaceWarning + " (write //backoff:off)"},
		{"// backoff:with pause=1s", "4:2-17" + spaceWarning + " (write //backoff:with)"},
		{"// backoff:decorator name=X", "4:2-22" + spaceWarning + " (write //backoff:decorator)"},
		{`// backoff:import "net"`, "4:2-19" + spaceWarning + " (write //backoff:import)"},
		{"//Backoff:retry 5", "4:2-17" + caseWarning + " (write //backoff:retry)"},
		{"//backOff:retry 5", "4:2-17" + caseWarning + " (write //backoff:retry)"},
		{"//BACKOFF:use Slow", "4:2-15" + caseWarning + " (write //backoff:use)"},
		{"// Backoff:off", "4:2-16" + caseWarning + " (write //backoff:off)"},

		{"//backoffgen:retry 3", "4:2-20" + nearWarning + " (write //backoff:retry)"},
		{"// backoffgen:retry 3", "4:2-21" + nearWarning + " (write //backoff:retry)"},
		{"//back-off:retry 3", "4:2-18" + nearWarning + " (write //backoff:retry)"},
		{"//back_off_gen:retry 3", "4:2-22" + nearWarning + " (write //backoff:retry)"},
		{"//backof:policy 1s", "4:2-17" + nearWarning + " (write //backoff:policy)"},
		{"//bakcoff:policy 1s", "4:2-18" + nearWarning + " (write //backoff:policy)"},
		{"//backof:polcy 1s", "4:2-16" + nearWarning + " (write //backoff:policy)"},
		{"// +backoff:retry 3", "4:2-19" + nearWarning + " (write //backoff:retry)"},
		{"//+backoff:use Slow", "4:2-16" + nearWarning + " (write //backoff:use)"},
		{"// @backoff:off", "4:2-17" + nearWarning + " (write //backoff:off)"},
		{"//backoff.retry 3", "4:2-17" + nearWarning + " (write //backoff:retry)"},
		{"//backoff/retry 3", "4:2-17" + nearWarning + " (write //backoff:retry)"},
		{"//backoff=retry 3", "4:2-17" + nearWarning + " (write //backoff:retry)"},
		{"//backoff :retry 3", "4:2-18" + nearWarning + " (write //backoff:retry)"},
		{"//backoff retry 3", "4:2-17" + nearWarning + " (write //backoff:retry)"},
		{"// backoff: retry 3", "4:2-19" + nearWarning + " (write //backoff:retry)"},
		{"// Backoff:Retry 3", "4:2-18" + nearWarning + " (write //backoff:retry)"},
		{"/* backoff:retry 3 */", "4:2-23" + nearWarning + " (write //backoff:retry 3)"},
		{"/*backoff:policy deadline=1s*/", "4:2-32" + nearWarning + " (write //backoff:policy deadline=1s)"},

		// prose
		{"// backoff:policy says how M is retried", ""},
		{"// backoff:retry is for the lazy", ""},
		{"// backoff:use it or lose it", ""},
		{"// backoff:off would be wrong here", ""},
		{"// backoff:decorator names it", ""},
		{"// backoff:with patience", ""},
		{"// backoff:import is not needed", ""},
		{"// backoff:nothing", ""},
		{"// use //backoff:policy deadline=1s", ""},
		{"// //backoff:policy deadline=1s", ""},
		{"////backoff:policy deadline=1s", ""},
		{"/* //backoff:policy deadline=1s */", ""},
		{"//backoff", ""},
		{"//xbackoff:off", ""},
		{"//backup:retry 3", ""},
		{"//backend:retry 3", ""},
		{"// backoff retry 3", ""},
		{"// backoff.Retry", ""},
		{"// Backoff.Policy", ""},
		{"// backoff.retry 3 times, and then give up", ""},
		{"// backoff: off", "4:2-17" + nearWarning + " (write //backoff:off)"},
		{"/* backoff:policy says how M is retried */", ""},
		{"/* M is retried.\n\tbackoff:retry 3 */", ""},
	} {
		file, ds, _ := read(t, onMethod(tc.comment))
		var want []string
		if tc.want != "" {
			want = []string{tc.want}
		}
		if d := cmp.Diff(want, lines(ds)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tc.comment, d)
		}
		if got := summary(file); got != "" {
			t.Errorf("%s: annotates %s", tc.comment, got)
		}
	}
}

// A package's documentation may show annotations.
func TestLookalikeInPackageDoc(t *testing.T) {
	_, ds, _ := read(t, "// Package p is retried:\n//\n// backoff:retry 5\npackage p\n")
	if len(ds) > 0 {
		t.Errorf("unexpected diagnostics: %q", lines(ds))
	}
}

// TestLookalikePlaces: a comment that is nearly an annotation is warned of where an annotation would mean something.
func TestLookalikePlaces(t *testing.T) {
	_, ds, _ := read(t, `// Package p.
//backof:import "net"
package p

//backof:import "net"

//backoffgen:use Slow
type Alias = Store

type (
	//backoffgen:use Slow
	Store interface {
		//backoffgen:use Slow
		M() error // backoffgen:use Slow
		//backoffgen:use Slow
		interface{ N() error }
	}
)

//backof:import "net"

//backoffgen:use Slow
type Struct struct {
	//backoffgen:use Slow
	Field int
}

//backoffgen:use Slow
func f() {
	//backoffgen:use Slow
}
`)
	const use = nearWarning + " (write //backoff:use)"
	want := []string{"5:1-16" + nearWarning + " (write //backoff:import)", "7:1-17" + use, "11:2-18" + use, "13:3-19" + use, "15:3-19" + use}
	if d := cmp.Diff(want, lines(ds)); d != "" {
		t.Errorf("diagnostics (-want +got):\n%s", d)
	}
}

func TestLookalikeInString(t *testing.T) {
	_, ds, _ := read(t, "package p\n\nconst x = `\n//backoff:retry 5\n// backoff:retry 5\n`\n")
	if len(ds) > 0 {
		t.Errorf("unexpected diagnostics: %q", lines(ds))
	}
}

func TestContains(t *testing.T) {
	for _, tc := range []struct {
		src  string
		want bool
	}{
		{"", false},
		{"package p\n", false},
		{"//backoff:policy", true},
		{"//backoff:", true},
		{"x int //backoff:off\n", true},
		{"/* x *///backoff:off\n", true},
		{"// backoff:policy", true},
		{"//\t backoff:policy", true},
		{"//Backoff:policy", true},
		{"s := `\n//backoff:x`", true}, // it does not know strings
		{"// backoff: prose\n", false},
		{"// backoff: off\n", true},
		{"//\u00a0backoff:off\n", true},
		{"//backoffgen:off\n", true},
		{"//backoff:off", true},
		{"//BackOf.retry 3\r\n", true},
		{"/* +backoff:off */", true},
		{"/*\n\tbackoff:off\n*/", true},
		{"/* Backoff is what it does. */ // Backoff is what it does", false},
		{"backoff:policy", false},
		{"/ backoff:policy", false},
		{"// use backoff:policy", false},
		{"////backoff:policy", false},
		{"//xbackoff:policy", false},
		{"/*backoff:policy*/", true},
		{"/*backoff:policy of it*/", false},
		{"backoff:policy, or backoff:retry, or //backoff:use", true}, // the first ones do not end the search
		{"//backoff", false},
		{"ackoff:", false},
	} {
		if got := directive.Contains([]byte(tc.src)); got != tc.want {
			t.Errorf("Contains(%q) = %v", tc.src, got)
		}
	}
}
