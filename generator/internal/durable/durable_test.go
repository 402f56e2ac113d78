package durable_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/durable"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// generate writes what is durable of an interface I, all of whose methods that return an error have a policy, with the source given.
func generate(t *testing.T, src string) string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p\n"+src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("example.com/p", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	name := pkg.Scope().Lookup("I").(*types.TypeName)
	d := &plan.Decorator{
		Interface: name, Name: "retryingI", Constructor: "newRetryingI", Policies: "IPolicies", Defaults: "DefaultIPolicies",
		Durable: &plan.Durable{
			Activities: "IActivities", NewActivities: "NewIActivities", Caller: "DurableI", NewCaller: "NewDurableI",
			Workflow: "IWorkflow", NewWorkflow: "NewIWorkflow", Errors: "durableIErrors",
		},
	}
	if named, ok := name.Type().(*types.Named); ok {
		d.TypeParams = named.TypeParams()
	}
	policy := &plan.Policy{Text: "backoff:retry 3", Owner: "I", Values: backoff.Policy{AttemptTimeout: 1, MaxTries: 3}, Errors: []plan.Matcher{{Kind: plan.MatchAny}}}
	for m := range name.Type().Underlying().(*types.Interface).ExplicitMethods() {
		pm := &plan.Method{Name: m.Name(), Signature: m.Signature()}
		if results := m.Signature().Results(); results.Len() > 0 && results.At(results.Len()-1).Type() == types.Universe.Lookup("error").Type() {
			pm.Policy, pm.Durable = policy, &plan.Ending{}
			pm.Context = plan.Context{Kind: plan.ContextParam}
			for i := range m.Signature().Params().Len() {
				if types.TypeString(m.Signature().Params().At(i).Type(), nil) == "example.com/p.Context" {
					pm.Context.Param = i
				}
			}
			if results.Len() > 2 {
				pm.Results = "i" + m.Name() + "Results"
			}
		} else {
			d.Durable.Local = true
		}
		d.Methods = append(d.Methods, pm)
	}
	content, err := durable.New(&plan.Package{
		Path: "example.com/p/durable", Name: "durable", Types: pkg, Target: "temporal",
		Files: []*plan.File{{Source: "p.go", Origin: "../p.go", Decorators: []*plan.Decorator{d}}},
	}).File(&plan.File{Source: "p.go", Origin: "../p.go", Decorators: []*plan.Decorator{d}})
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func mustContain(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("there is no %q in:\n%s", part, text)
		}
	}
}

// What an activity takes first is its context, whatever place the method has for it, and its variadic parameter is a slice.
func TestContextComesFirst(t *testing.T) {
	text := generate(t, `
type Context interface { Done() }
type I interface { Get(id string, ctx Context, others ...int) error }`)
	mustContain(t, text,
		"func (r *IActivities) Get(ctx p.Context, id string, others []int) error {",
		"return r.retrying.Get(id, ctx, others...)",
		"func (r *DurableI) Get(id string, ctx p.Context, others ...int) error {\n\treturn r.get.Call(ctx, nil, id, others)",
		"func (r *IWorkflow) Get(ctx workflow.Context, id string, others ...int) error {\n\treturn r.get.Execute(ctx, nil, id, others)",
	)
}

// Several results travel in a struct with exported fields, none of which have the same name.
func TestResultsTravelTogether(t *testing.T) {
	text := generate(t, `
type Context interface { Done() }
type I interface { Get(Context) (a int, A string, _ bool, err error) }`)
	mustContain(t, text,
		"type iGetResults struct {\n\tA  int\n\tR1 string\n\tR2 bool\n}",
		"(all iGetResults, err error)",
	)
}

// Names that the interface has for something else are left alone.
func TestNamesGiveWay(t *testing.T) {
	text := generate(t, `
type Context interface { Done() }
type I interface {
	Register(ctx Context, client, temporalbackoff, worker string) error
	WithPolicies(r Context) (error int, err error)
	Local() string
}`)
	mustContain(t, text,
		"func (d *IActivities) RegisterActivities(registry ",
		"func (d *DurableI) Local() string { return d.local.Local() }",
	)
	if strings.Contains(text, "WithPolicies returns a copy") {
		t.Error("there is a second method WithPolicies")
	}
}

// Type parameters are those of the interface.
func TestGenericInterface(t *testing.T) {
	text := generate(t, `
type Context interface { Done() }
type I[K comparable, V any] interface { Get(ctx Context, key K) (V, V, error) }`)
	mustContain(t, text,
		"type DurableI[K comparable, V any] struct {",
		"func NewIActivities[K comparable, V any](inner p.I[K, V], opts",
		"type iGetResults[K comparable, V any] struct {",
		"var all iGetResults[K, V]",
		"retrying: newRetryingI[K, V](inner, methods.DecoratorOptions()...)",
	)
}
