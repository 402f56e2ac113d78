package emit_test

import (
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A parameter keeps the name that the interface gives it, whatever else has that name: what is ours gives way, and so does the
// name of an import.
func TestParametersKeepTheirNames(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
import ("context"; "io"; "net/http"; "example.com/judge")
func isPending(string) bool { return false }
func cached(ctx context.Context, cached string, rest []int, err error) (string, error) { return "", err }
type I[K any] interface {
	Judged(ctx context.Context, isPending K) (string, error)
	Cached(ctx context.Context, cached string, rest ...int) (string, error)
	Imported(ctx context.Context, judge string) (string, error)
	Hedged(ctx context.Context, backoff, context, error, io, K string) (http io.Reader, err error)
	NoContext(context int) error
	Unnamed(ctx context.Context, _ int, call string) (string, error)
}
var _ = judge.Again
var _ http.Request
-- example.com/judge/judge.go --
package judge
func Again(string) bool { return false }
-- github.com/backoffgen/backoffgen/runtime/predeclared/p.go --
package predeclared
type Error = error
`)
	pkg := p.retryAll(t, "example.com/p")
	scope := pkg.Types.Scope()
	firstResult := []plan.Argument{{Kind: plan.ArgumentResult}}
	for _, m := range pkg.Files[0].Decorators[0].Methods {
		switch m.Name {
		case "Judged":
			m.RetryResult = &plan.Question{Args: firstResult, Func: scope.Lookup("isPending"), Name: "retryingIJudgedRetryResult"}
		case "Cached":
			m.Fallback = &plan.Fallback{Func: scope.Lookup("cached"), Name: "retryingICachedFallback"}
		case "Imported":
			judge, err := p.Import("example.com/judge")
			if err != nil {
				t.Fatal(err)
			}
			m.RetryResult = &plan.Question{Args: firstResult, Func: judge.Scope().Lookup("Again")}
		case "Hedged":
			m.Policy.Values.Hedge = 1
		}
	}
	mustContain(t, p.generate(t, pkg),
		"type RetryingI[K2 any] struct",
		"Judged(ctx context2.Context, isPending K2) (string, error) {",
		"if err == nil && retryingIJudgedRetryResult[K2](r0) && call.Reject(ctx, &err) {",
		"func retryingIJudgedRetryResult[K2 any](p0 string) bool {\n\treturn isPending(p0)\n}",
		"Cached(ctx context2.Context, cached string, rest ...int) (string, error) {",
		"r0, err = retryingICachedFallback[K2](ctx, cached, rest, call.Err())",
		"func retryingICachedFallback[K2 any](p0 context2.Context, p1 string, p2 []int, p3 error) (string, error) {\n\treturn cached(p0, p1, p2, p3)\n}",
		"Imported(ctx context2.Context, judge string) (string, error) {",
		"examplecomjudge.Again(r0)",
		"Hedged(ctx context2.Context, backoff, context, error, io, K string) (http io2.Reader, err error) {",
		"call := decorate.Async(&r.hedged, func(ctx context2.Context) (io2.Reader, predeclared.Error) {",
		"NoContext(context int) error {\n\tctx := context2.Background()",
		"Unnamed(ctx context2.Context, p1 int, call string) (string, error) {\n\tretry := ",
	)
}

// An import does not get another name because of a parameter in a method that does not use it.
func TestImportsKeepTheirNamesWhereTheyAreNotNeeded(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
import ("context"; "time")
type I interface { Do(ctx context.Context, context, backoff string, time time.Time) error }
`)
	mustContain(t, p.generate(t, p.retryAll(t, "example.com/p")),
		"Do(ctx context.Context, context, backoff string, time time.Time) error {",
		"\"context\"\n\t\"time\"\n",
	)
}

// Where the body has to write a type of the package's own, and a parameter hides it, the parameter gets a number: neither name
// is ours.
func TestParameterThatHidesAType(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
import "context"
type user struct{}
type I interface { Do(ctx context.Context, user string) (user, error) }
`)
	pkg := p.retryAll(t, "example.com/p")
	pkg.Files[0].Decorators[0].Methods[0].Policy.Values.Hedge = 1
	mustContain(t, p.generate(t, pkg), "Do(ctx context.Context, user2 string) (user, error) {")
}

// The link leads to the interface that declares the method, since go doc knows it there alone.
func TestMethodLinks(t *testing.T) {
	p := newProgram(`
-- example.com/p/p.go --
package p
import ("context"; "io"; "example.com/q/v2")
type Base interface { Own(context.Context) error }
type base interface { Hidden(context.Context) error }
type Literal = interface { Get(context.Context) error }
type I[K any] interface {
	Base
	base
	io.Closer
	q.Store[K]
	Fetch(context.Context) error
	Name() string
}
-- example.com/q/v2/q.go --
package q
import "context"
type Store[K any] interface { Put(context.Context, K) error }
`)
	pkg := p.retryAll(t, "example.com/p")
	mustContain(t, p.generate(t, pkg),
		"// Own retries [Base.Own]: retry 5.",
		"// Hidden retries Hidden of [I]: retry 5.",
		"// Get retries [Literal.Get]: retry 5.",
		"// Close retries [io.Closer.Close]: retry 5.",
		"// Put retries [example.com/q/v2.Store.Put]: retry 5.",
		"// Fetch retries [I.Fetch]: retry 5.",
		"// Name calls [I.Name] once: it is not retried.",
	)

	elsewhere := p.retryAll(t, "example.com/p")
	elsewhere.Path, elsewhere.Name = "example.com/r", "r"
	elsewhere.Files[0].Decorators = elsewhere.Files[0].Decorators[:1]
	if name := elsewhere.Files[0].Decorators[0].Interface.Name(); name != "Base" {
		t.Fatalf("the first interface is %s", name)
	}
	mustContain(t, p.generate(t, elsewhere), "// Own retries [p.Base.Own]: retry 5.")
}
