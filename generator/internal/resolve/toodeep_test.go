package resolve_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// TestTooDeep: an expression may be a thousand deep, and as wide as one likes. What is deeper is told of where it begins, and nothing else is.
//
// Rule 2.20.
func TestTooDeep(t *testing.T) {
	const message = "the expression is nested more than 1000 deep here; expected the name of a func([results…,] error[, parameters…]) bool, or a boolean expression over err, try, elapsed, results and parameters (declare a function, and call it)"
	for _, tc := range []struct {
		name, expr string
		column     int // where it is too deep; 0 where it is not
	}{
		{"a thousand", strings.Repeat("!", 999) + "p0", 0},
		{"one more", strings.Repeat("!", 1000) + "p0", 28 + 1000},
		{"twice", "try == 1 && " + strings.Repeat("!", 1000) + "(p0 || p0) || " + strings.Repeat("!", 1000) + "p0", 28 + len("try == 1 && ") + 998},
		{"wide", "many(" + strings.Repeat("try, ", 1100) + "1)", 0},
	} {
		_, ds := resolve.Package(source(t, "package store\n\ntype Store interface {\n\t//backoff:retry 3 giveup=\""+tc.expr+"\"\n\tA(ok bool) error\n}\n\nfunc many(n ...int) bool { return false }\n").input())
		want := ""
		if tc.column > 0 {
			want = fmt.Sprintf("x.go:4:%d: %s\n", tc.column, message)
		}
		if diff := cmp.Diff(want, text(ds)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}
