package emit_test

import "testing"

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
		"type iInner[T any] = I[T]\n",
		"type RetryingI[T any] struct {\n\tiInner[T]\n",
		"iInner: inner,",
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
		"getMethod: decorator.Method(\"get\", policies.get, decorate.WithoutContext),",
		"// get calls the inner get under its policy: retry 5.",
	)
}
