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
	spaceWarning = " directive-with-space: warning: a comment and no annotation: a blank stands behind the slashes"
	caseWarning  = " directive-case: warning: a comment and no annotation: backoff is written with a capital letter"
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
		{"// backoff:decorator name=X", "4:2-22" + spaceWarning + " (write //backoff:decorator)"},
		{`// backoff:import "net"`, "4:2-19" + spaceWarning + " (write //backoff:import)"},
		{"//Backoff:retry 5", "4:2-17" + caseWarning + " (write //backoff:retry)"},

		// prose
		{"// backoff:policy says how M is retried", ""},
		{"// backoff:retry is for the lazy", ""},
		{"// backoff:use it or lose it", ""},
		{"// backoff:off would be wrong here", ""},
		{"// backoff:decorator names it", ""},
		{"// backoff:import is not needed", ""},
		{"// backoff:nothing", ""},
		{"// use //backoff:policy deadline=1s", ""},
		{"// //backoff:policy deadline=1s", ""},
		{"////backoff:policy deadline=1s", ""},
		{"/*backoff:policy deadline=1s*/", ""},
		{"/* //backoff:policy deadline=1s */", ""},
		{"//backoff", ""},
		{"//xbackoff:off", ""},
		{"// Backoff:off", ""},
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
		{"// backoff: prose\n", true},
		{"backoff:policy", false},
		{"/ backoff:policy", false},
		{"// use backoff:policy", false},
		{"////backoff:policy", false},
		{"//xbackoff:policy", false},
		{"/*backoff:policy*/", false},
		{"backoff:policy, or backoff:retry, or //backoff:use", true}, // the first ones do not end the search
		{"//backoff", false},
		{"ackoff:", false},
	} {
		if got := directive.Contains([]byte(tc.src)); got != tc.want {
			t.Errorf("Contains(%q) = %v", tc.src, got)
		}
	}
}
