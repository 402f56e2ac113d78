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
	Each() error
}
`)
	mustContain(t, p.generate(t, p.retryAll(t, "example.com/p")),
		"\tMarshalJSONPolicy   backoff.Policy `backoff:\"MarshalJSON,nocontext\"`\n",
		"\tNamedPolicy2        backoff.Policy `backoff:\"Named\"`\n\tNamedPolicy         backoff.Policy\n",
		"NamedPolicy2:        backoff.Policy{",
		"\tEachPolicy          backoff.Policy `backoff:\"Each,nocontext\"`\n",
		"func (p *IPolicies) Each(set func(method string, policy *backoff.Policy)) { p.Named().Each(set) }\n",
		"decorator.Method(\"Named\", policies.NamedPolicy2)",
		"r.named.Set(policies.NamedPolicy2)",
	)
}

// A struct that reads JSON writes it in the same form, be its fields exported or not.
func TestPoliciesReadAndWriteJSON(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
type I interface { get() error; Get() error }
type J interface { Get() error; other() }
`)
	got := p.generate(t, p.retryAll(t, "example.com/p"))
	mustContain(t, got,
		"\tget backoff.Policy `backoff:\",nocontext\"`\n",
		"func (p *IPolicies) UnmarshalJSON(data []byte) error { return p.Named().UnmarshalJSON(data) }\n",
		"func (p IPolicies) MarshalJSON() ([]byte, error)     { return p.Named().MarshalJSON() }\n",
		"func (p *JPolicies) UnmarshalJSON(", "func (p JPolicies) MarshalJSON(",
	)
}

// go vet holds methods called UnmarshalJSON to the text of their signature, which cannot be written here.
func TestPoliciesWhereErrorIsHidden(t *testing.T) {
	for _, hidden := range []string{"type error interface{ Code() int }", "type byte int"} {
		p := newProgram(`
-- example.com/p/p.go --
package p
import "example.com/q"
type I interface { q.I }
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
		mustContain(t, got, "What Named returns is for [backoff.UnmarshalEnviron], and a pointer to it for json.Unmarshal, which lets unknown names pass here.")
		if strings.Contains(got, "MarshalJSON(") || strings.Contains(got, "UnmarshalJSON(") {
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
