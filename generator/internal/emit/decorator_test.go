package emit_test

import (
	"strings"
	"testing"
)

// An interface with an unexported method of another package cannot be implemented here but by embedding one that has it.
func TestForeignInterfaceIsEmbedded(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
import ("context"; "example.com/q")
type I[T any] interface {
	q.Sealed[T]
	Do(ctx context.Context) error
}
-- example.com/q/q.go --
package q
type Sealed[T any] interface { Get() (T, error); sealed() }
`)
	pkg := p.retryAll(t, "example.com/p")
	d := pkg.Files[0].Decorators[0]
	d.Foreign = "iInner"
	for i, m := range d.Methods {
		if m.Name == "sealed" {
			d.Methods = append(d.Methods[:i:i], d.Methods[i+1:]...)
			break
		}
	}
	mustContain(t, p.generate(t, pkg),
		"type iInner[T any] interface {\n\tI[T]\n}\n",
		"type RetryingI[T any] struct {\n\tiInner[T]\n",
		"iInner: inner,",
		"Unwrap() I[T] { return r.iInner }",
		"r.iInner.Do(call.Attempt(ctx))",
	)
}

func TestUnexportedNamesAreThePlans(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
type store interface { get() error }
`)
	pkg := p.retryAll(t, "example.com/p")
	d := pkg.Files[0].Decorators[0]
	d.Name, d.Constructor, d.Policies, d.Defaults = "retryingStore", "newRetryingStore", "storePolicies", "defaultStorePolicies"
	mustContain(t, p.generate(t, pkg),
		"func newRetryingStore(inner store, opts ...backoff.Option) *retryingStore {",
		"getMethod: decorate.New(\"store\", inner, opts...).Method(\"get\", defaultStorePolicies().get, decorate.WithoutContext)}",
		"// get retries store.get: retry 5.",
	)
}

// A caller can ask for the inner value, unless Unwrap means something else: a method of the interface, or what package errors
// asks an error for.
func TestUnwrap(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
type Plain interface { Get() error }
type Passing[T any] interface { Name() T }
type Own interface { Get() error; Unwrap() string }
type Failure interface { Get() error; Error() string }
`)
	got := p.generate(t, p.retryAll(t, "example.com/p"))
	mustContain(t, got,
		"// Unwrap returns the inner Plain.\nfunc (r *RetryingPlain) Unwrap() Plain { return r.inner }\n",
		"func (r *RetryingPassing[T]) Unwrap() Passing[T] { return r.inner }\n",
		"func (r *RetryingOwn) Unwrap() string",
	)
	for _, unwanted := range []string{"Unwrap() Own", "Unwrap() Failure"} {
		if strings.Contains(got, unwanted) {
			t.Errorf("the generated file has %s:\n%s", unwanted, got)
		}
	}
}
