// Package durable writes what carries an annotated interface's calls out on Temporal: activities for workers, an implementation of the
// interface for callers, and stubs for workflows. It decides nothing: the plan has all decisions, as for package emit, which writes the
// decorator that runs inside the activities, and the file.
package durable

import (
	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// New returns the package of a plan whose decorators are durable. Its files are written one by one.
func New(pkg *plan.Package) *emit.Package { return emit.NewWith(pkg, declarations) }

// What generated code calls. The names are written only here.
const (
	runtimePath = "github.com/backoffgen/backoffgen/runtime/temporalbackoff"
	runtimeName = "temporalbackoff"

	optionName           = "Option"
	interfaceName        = "Interface"
	methodName           = "Method"
	newName              = "New"
	callsName            = "Calls"
	onName               = "On"
	decoratorOptionsName = "DecoratorOptions"
	makeMethodName       = "Method"
	setName              = "Set"
	checkedName          = "Checked"
	registerName         = "Register"
	runName              = "Run"
	callName             = "Call"
	executeName          = "Execute"
	mappedName           = "Mapped"
	knownErrorName       = "KnownError"
	sentinelName         = "Sentinel"
	typeName             = "Type"

	withPoliciesName = "WithPolicies"
)

// The packages of Temporal's SDK that generated code imports.
const (
	clientPath   = "go.temporal.io/sdk/client"
	workerPath   = "go.temporal.io/sdk/worker"
	workflowPath = "go.temporal.io/sdk/workflow"
)

// A writer writes what is about one interface.
type writer struct {
	*emit.Writer
	*plan.Durable
	d       *plan.Decorator
	retried []*plan.Method
	r       string // the receiver

	decorated string // the field that has the decorator
	local     string // the field that has what callers carry out themselves
}

func declarations(w *emit.Writer) []jen.Code {
	d := w.Decorator()
	out := &writer{Writer: w, Durable: d.Durable, d: d, retried: w.Retried(), r: w.Receiver()}
	fields := w.FreeFields("retrying", "local")
	out.decorated, out.local = fields[0], fields[1]
	code := append(out.caller(), out.activities()...)
	code = append(code, out.workflow()...)
	code = append(code, out.results()...)
	return append(code, out.errors())
}

// runtime is a name of the package that generated code calls.
func (w *writer) runtime(name string) *jen.Statement {
	return w.Qualified(runtimePath, runtimeName, name)
}

// fields are those that have the methods.
func (w *writer) fields() []jen.Code {
	var fields []jen.Code
	for _, m := range w.retried {
		fields = append(fields, jen.Id(w.Field(m)).Add(w.runtime(methodName)))
	}
	return fields
}

// methods are the elements of a literal that make the methods, of an interface and policies in variables.
func (w *writer) methods(of, policies string) []jen.Code {
	var elements []jen.Code
	for _, m := range w.retried {
		args := append([]jen.Code{jen.Lit(m.Name), jen.Id(policies).Dot(w.PolicyField(m))}, w.Traits(m)...)
		elements = append(elements, jen.Id(w.Field(m)).Op(":").Id(of).Dot(makeMethodName).Call(args...))
	}
	return elements
}

// known is what the errors are passed on as.
func (w *writer) known() *jen.Statement { return jen.Id(w.Errors).Call() }

// receiver is a receiver of a generated type.
func (w *writer) receiver(typ string) *jen.Statement {
	return jen.Id(w.r).Op("*").Id(typ).Add(w.TypeArgs())
}

// constructor is a constructor. Its body makes the methods of what of is, under the annotated policies.
func (w *writer) constructor(name, typ string, doc []string, params []jen.Code, of *jen.Statement, more func(of string) []jen.Code) jen.Code {
	names := w.Claim([]string{"methods"}, []string{"policies"})
	var elements []jen.Code
	if more != nil {
		elements = more(names[0])
	}
	elements = append(elements, w.methods(names[0], names[1])...)
	return w.Comment(doc...).Func().Id(name).Add(w.TypeParams()).Params(params...).Op("*").Id(typ).Add(w.TypeArgs()).Block(
		jen.List(jen.Id(names[0]), jen.Id(names[1])).Op(":=").List(of, jen.Id(w.d.Defaults).Call()),
		jen.Return(jen.Op("&").Id(typ).Add(w.TypeArgs()).Custom(emit.OnLines, elements...)))
}

// withPolicies is the method that returns a copy under other policies. Before makes what else is under them.
func (w *writer) withPolicies(typ string, before func(policies string) []jen.Code) []jen.Code {
	if w.HasMethod(withPoliciesName) {
		return nil
	}
	policies := w.Claim([]string{"policies"})[0]
	args := []jen.Code{jen.Op("&").Id(w.r)}
	for _, m := range w.retried {
		args = append(args, jen.Line().Id(w.r).Dot(w.Field(m)).Dot(setName).Call(jen.Id(policies).Dot(w.PolicyField(m))))
	}
	args = append(args, jen.Line())
	var body []jen.Code
	if before != nil {
		body = before(policies)
	}
	body = append(body, jen.Return(w.runtime(checkedName).Call(args...)))
	return []jen.Code{w.Comment(withPoliciesName+" returns a copy of "+w.r+" under other policies, or an error when one cannot be carried out. Callers and workers are to have the same.").
		Func().Params(jen.Id(w.r).Id(typ).Add(w.TypeArgs())).Id(withPoliciesName).
		Params(jen.Id(policies).Id(w.d.Policies)).
		Params(jen.Op("*").Id(typ).Add(w.TypeArgs()), w.Predeclared("error")).
		Block(body...)}
}

// errors is the function that returns the errors which both sides know.
func (w *writer) errors() jen.Code {
	var elements []jen.Code
	for _, k := range w.Known {
		if k.Type != nil {
			elements = append(elements, w.runtime(typeName).Types(w.Type(k.Type)).Call(jen.Lit(k.Name)))
		} else {
			elements = append(elements, w.runtime(sentinelName).Call(jen.Lit(k.Name), w.Object(k.Object)))
		}
	}
	list := jen.Index().Add(w.runtime(knownErrorName))
	value := jen.Return(w.Nil())
	if len(elements) > 0 {
		value = jen.Return(list.Clone().Custom(emit.OnLines, elements...))
	}
	return jen.Comment("// " + w.Errors + " returns the errors that callers of [" + w.InterfaceName() + "] get back as they were.").Line().
		Func().Id(w.Errors).Params().Add(list).Block(value)
}
