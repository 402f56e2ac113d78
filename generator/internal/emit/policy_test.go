package emit_test

import (
	"go/ast"
	"go/types"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// source is a package with something of every kind that a policy refers to.
const policySource = `
-- example.com/p/p.go --
package p
import (
	"context"; "errors"; "net/http"
	backoff "github.com/backoffgen/backoffgen/runtime"
	strings2 "strings"
	. "io"
	other "example.com/other/errors"
)
type I interface {
	A(ctx context.Context) error
	B(ctx context.Context) error
	C() error
	Do(*http.Request) (*http.Response, error)
}
type T struct{ EOF int }
func (T) Error() string { return "" }
var (
	ErrBusy = errors.New("busy")
	strings = 1
	Value   backoff.Policy
	Pointer *backoff.Policy
	policy  int
)
func isFatal(error) bool { return false }
func Shared() backoff.Policy { return backoff.Policy{} }
func SharedPointer() *backoff.Policy { return &Pointed }
var Pointed backoff.Policy
func expression(err error) bool {
	return strings2.Contains(err.Error(), "x") && err != EOF && !errors.Is(err, other.Gone) && strings > (T{EOF: 1}).EOF &&
		func(time int) bool { return time > 0 }(len("time"))
}
var _ = other.Gone
-- example.com/other/errors/errors.go --
package errors
import "errors"
var Gone = errors.New("gone")
`

// with returns the program's plan, its methods changed by edit.
func with(t *testing.T, edit func(*types.Package, map[string]*plan.Method)) (*program, *plan.Package) {
	t.Helper()
	p := newProgram(policySource)
	pkg := p.retryAll(t, "example.com/p")
	methods := map[string]*plan.Method{}
	for _, m := range pkg.Files[0].Decorators[0].Methods {
		methods[m.Name] = m
	}
	edit(pkg.Types, methods)
	return p, pkg
}

func mustContain(t *testing.T, got string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not stand in the generated file:\n%s", want, got)
		}
	}
}

func TestPolicyIsWrittenFieldByField(t *testing.T) {
	p, pkg := with(t, func(in *types.Package, m map[string]*plan.Method) {
		policy := m["A"].Policy
		policy.Text = "backoff:policy and so on"
		policy.Values.AttemptTimeout = 100 * time.Millisecond
		policy.Values.Deadline = time.Second
		policy.Values.Pause = 90 * time.Minute
		policy.Values.MaxTries = 3
		policy.Errors = []plan.Matcher{
			{Kind: plan.MatchIs, Object: in.Scope().Lookup("ErrBusy")},
			{Kind: plan.MatchAs, Type: types.NewPointer(in.Scope().Lookup("T").Type())},
			{Kind: plan.MatchFunc, Object: in.Scope().Lookup("isFatal")},
			{Kind: plan.MatchAny},
		}
		policy.Giveup = &plan.Question{Func: in.Scope().Lookup("isFatal")}
		m["B"].Policy = &plan.Policy{Text: "backoff:policy attempt_timeout=1ns", Owner: "I.B"}
		m["B"].Policy.Values.AttemptTimeout = time.Nanosecond
	})
	mustContain(t, p.generate(t, pkg), `
		A: backoff.Policy{AttemptTimeout: 100 * time.Millisecond, Deadline: time.Second, Pause: 90 * time.Minute,
			MaxTries: 3,
			Errors:   []backoff.Matcher{backoff.Is(ErrBusy), backoff.As[*T](), backoff.MatchFunc(isFatal), backoff.Any},
			Giveup:   isFatal},
		B:  backoff.Policy{AttemptTimeout: time.Nanosecond},
`)
}

// What the greatest values are written as compiles where an int has 32 bits.
func TestTheGreatestValuesCompileOnAllPlatforms(t *testing.T) {
	p, pkg := with(t, func(_ *types.Package, m map[string]*plan.Method) {
		m["A"].Policy.Values = backoff.Policy{
			AttemptTimeout: math.MaxInt64, Deadline: math.MaxInt64, Pause: math.MaxInt64, MaxTries: keys.MaxCount,
			Multiplier: math.MaxFloat64, MaxPause: math.MaxInt64, Hedge: math.MaxInt64, Abandon: true,
		}
		if err := m["A"].Policy.Values.Validate(); err != nil {
			t.Error(err)
		}
	})
	p.sizes = types.SizesFor("gc", "386")
	mustContain(t, p.generate(t, pkg), "MaxTries: 2147483647")
}

func TestPolicyThatMethodsShareIsWrittenOnce(t *testing.T) {
	p, pkg := with(t, func(in *types.Package, m map[string]*plan.Method) {
		m["C"].Policy = m["A"].Policy
		m["A"].Policy.Owner = "I"
	})
	got := p.generate(t, pkg)
	mustContain(t, got,
		"\tpolicy2 := backoff.Policy{MaxTries: 5, Errors: []backoff.Matcher{backoff.Any}}\n\treturn IPolicies{\n\t\tA:  policy2,\n",
		"\t\tC:  policy2,\n",
		"// A retries [I.A] under the policy of I: retry 5.",
		"// B retries [I.B]: retry 5.",
	)
}

func TestPolicyIsQuotedWithoutItsVerb(t *testing.T) {
	p, pkg := with(t, func(_ *types.Package, m map[string]*plan.Method) {
		m["A"].Policy.Text = "backoff:policy deadline=1s"
		m["B"].Policy.Text = "backoff:policy\tdeadline=2s"
	})
	mustContain(t, p.generate(t, pkg),
		"// A retries [I.A]: deadline=1s.",
		"// B retries [I.B]: deadline=2s.",
	)
}

func TestSharedPolicyIsReadWhereItIs(t *testing.T) {
	p, pkg := with(t, func(in *types.Package, m map[string]*plan.Method) {
		for method, name := range map[string]string{"A": "Value", "B": "Pointer", "C": "Shared", "Do": "SharedPointer"} {
			m[method].Policy = &plan.Policy{Text: "backoff:use " + name, Owner: "I." + method, Use: in.Scope().Lookup(name)}
		}
	})
	got := p.generate(t, pkg)
	mustContain(t, got, "A:  Value,", `B:  decorate.Shared("Pointer", Pointer),`, "C:  Shared(),", `Do: decorate.Shared("SharedPointer", SharedPointer()),`)
	// What a shared policy limits is not known before it runs, so its attempts get a context that can end.
	mustContain(t, got, "defer call.End()", "attempt = req.WithContext(inner)")
}

func TestExpressionIsWrittenByWhatItMeans(t *testing.T) {
	p, pkg := with(t, func(in *types.Package, m map[string]*plan.Method) {})
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	_, files, err := p.check(pkg.Path, p.sources[pkg.Path], info)
	if err != nil {
		t.Fatal(err)
	}
	predicate := &plan.Question{Text: "…", Info: info, Name: "retryingIGiveup"}
	for _, decl := range files[0].Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "expression" {
			predicate.Expr = f.Body.List[0].(*ast.ReturnStmt).Results[0]
		}
	}
	// The expression's own objects are of another check of the package than the plan's: only paths matter here.
	for _, m := range pkg.Files[0].Decorators[0].Methods {
		m.Policy.Giveup = predicate
	}
	got := p.generate(t, pkg)
	mustContain(t, got,
		"func retryingIGiveup(err error) bool {\n\treturn ",
		`strings2.Contains(err.Error(), "x") && err != io.EOF && !errors.Is(err, othererrors.Gone) && strings > (T{EOF: 1}).EOF`,
		"func(time int) bool {\n\t\treturn time > 0\n\t}(len(\"time\"))",
		`othererrors "example.com/other/errors"`,
	)
	if n := strings.Count(got, "func retryingIGiveup("); n != 1 {
		t.Errorf("a predicate that all methods share is declared %d times, want once", n)
	}
}

func TestRequestIsCopiedWhereItHasToBe(t *testing.T) {
	p, pkg := with(t, func(in *types.Package, m map[string]*plan.Method) {})
	mustContain(t, p.generate(t, pkg), `	if req == nil {
		return r.inner.Do(req) // what is wrong with it is not ours to say
	}
	ctx := req.Context()
	call := r.do.Call()
	for {
		attempt := req
		if inner, own := call.AttemptRequest(ctx); own {
			attempt = req.WithContext(inner)
			attempt.Header = req.Header.Clone()
		}
		resp, err := r.inner.Do(attempt)
		if !call.Retry(ctx, err) {
			return resp, call.Err()
		}
	}
`)
}

func TestUnknownMatcherIsAnError(t *testing.T) {
	_, pkg := with(t, func(in *types.Package, m map[string]*plan.Method) {
		m["A"].Policy.Errors = []plan.Matcher{{Kind: 99}}
	})
	if _, err := emit.New(pkg).File(pkg.Files[0]); err == nil || !strings.Contains(err.Error(), "unknown kind 99") {
		t.Errorf("error is %v, want one about the kind", err)
	}
}
