package emit_test

import (
	"strings"
	"testing"
)

// A field cannot be called as a method of the struct that it is in. Its name in a configuration is the method's still.
func TestPoliciesOfMethodsThatTheirStructHas(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
import "context"
type I interface {
	MarshalJSON() ([]byte, error)
	UnmarshalJSON(data []byte) error
	Named(ctx context.Context) error
	NamedPolicy(ctx context.Context) error
}
`)
	mustContain(t, p.generate(t, p.retryAll(t, "example.com/p")),
		"\tMarshalJSONPolicy   backoff.Policy\n",
		"\tNamedPolicy2        backoff.Policy\n\tNamedPolicy         backoff.Policy\n",
		"{Name: \"UnmarshalJSON\", Policy: &p.UnmarshalJSONPolicy, WithoutContext: true},",
		"{Name: \"Named\", Policy: &p.NamedPolicy2},",
		"NamedPolicy2:        backoff.Policy{",
		"decorator.Method(\"Named\", policies.NamedPolicy2)",
		"r.named.WithPolicy(policies.NamedPolicy2)",
		"func (p IPolicies) MarshalJSON() ([]byte, error) {",
	)
}

// encoding/json sees no field that is not exported, so the struct marshals itself.
func TestPoliciesOfUnexportedMethods(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
type I interface { get() error; Get() error }
type J interface { Get() error; other() }
`)
	got := p.generate(t, p.retryAll(t, "example.com/p"))
	mustContain(t, got, "{Name: \"get\", Policy: &p.get, WithoutContext: true},", "func (p IPolicies) MarshalJSON() ([]byte, error) {")
	if strings.Contains(got, "func (p JPolicies) MarshalJSON()") {
		t.Error("a struct whose fields are all exported marshals itself")
	}
}

// go vet holds methods called UnmarshalJSON to the text of their signature, which cannot be written here.
func TestPoliciesWhereErrorIsHidden(t *testing.T) {
	for _, hidden := range []string{"type error interface{ Code() int }", "type byte int"} {
		p := newProgram(`
-- example.com/p/p.go --
package p
import "example.com/q"
type I interface { q.I }
var true = 1
` + hidden + `
-- example.com/q/q.go --
package q
type I interface { Get() error }
-- github.com/backoffgen/backoffgen/runtime/predeclared/p.go --
package predeclared
type Error = error
func IsNil[T comparable](v T) bool { return v == Zero[T]() }
func Zero[T any]() T { var zero T; return zero }
`)
		got := p.generate(t, p.retryAll(t, "example.com/p"))
		mustContain(t, got, "WithoutContext: 0 == 0},", "for json.Unmarshal, too: IPolicies itself lets unknown names pass.")
		if strings.Contains(got, "UnmarshalJSON(") {
			t.Errorf("with %s there is a method that go vet refuses", hidden)
		}
	}
}

// A decorator that retries nothing has no policies to configure.
func TestNoPoliciesNoConfiguration(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
type I interface { Name() string }
`)
	if got := p.generate(t, p.retryAll(t, "example.com/p")); strings.Contains(got, "NamedPolicies") || strings.Contains(got, "JSON") {
		t.Errorf("a decorator without policies has a configuration:\n%s", got)
	}
}
