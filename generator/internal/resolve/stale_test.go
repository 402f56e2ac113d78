package resolve_test

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// TestSaysOther: what a generated file says of a method's policy is held against what the annotations say now.
func TestSaysOther(t *testing.T) {
	f := planned(t, source(t, `package store

type Store interface {
	//backoff:retry 3
	Get() error
	Name() string
}
`)).Files[0]
	get := f.Decorators[0].Methods[0].Policy.Written("Get") + "."
	for _, tc := range []struct {
		name, generated string
		other           bool
	}{
		{"as it is", "// Get gets.\n//\n// It calls Store.Get" + get + "\nfunc (r *RetryingStore) Get() error { return nil }\n\n// It calls Store.Name" + plan.NotRetried + "\nfunc (r *RetryingStore) Name() string", false},
		{"another policy", "// Get has backoff:retry 4 of Store.Get.\nfunc (r *RetryingStore) Get() error", true},
		{"retried no more", "// It calls Store.Get" + get + "\nfunc (r *RetryingStore) Name() string", true},
		{"retried now", "// It calls Store.Get" + plan.NotRetried + "\nfunc (r *RetryingStore) Get() error", true},
		{"no method", "// Other is another.\nfunc Other()", false},
		{"no comment", "func (r *RetryingStore) Get() error", false},
		{"another type", "// Get has backoff:retry 4 of Store.Get.\nfunc (r *RetryingOther) Get() error", false},
		{"a variable", "// Get is another.\nvar Get int", false},
	} {
		generated, err := parser.ParseFile(token.NewFileSet(), "x_backoff.go", "package store\n\n"+tc.generated+"\n", parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := resolve.SaysOther(f, generated); got != tc.other {
			t.Errorf("%s: %t", tc.name, got)
		}
	}
	want := "x.go:3:6: warning: x_backoff.go is stale: it does not match the annotations here (run backoffgen)\n"
	if diff := cmp.Diff(want, text([]diag.Diagnostic{resolve.StaleWarning(fset, f, "/somewhere/x_backoff.go")})); diff != "" {
		t.Errorf("warning (-want +got):\n%s", diff)
	}
}
