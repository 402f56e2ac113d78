package durable

import (
	"go/types"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// workflow is the stubs for workflows.
func (w *writer) workflow() []jen.Code {
	names := w.Claim([]string{"queue"}, []string{"opts"})
	queue, opts := names[0], names[1]
	params := []jen.Code{jen.Id(queue).Add(w.Predeclared("string")), jen.Id(opts).Op("...").Add(w.runtime(optionName))}
	of := w.runtime(onName).Call(jen.Id(queue), jen.Lit(w.d.Interface.Name()), w.known(), jen.Id(opts).Op("..."))
	code := []jen.Code{
		w.Comment(w.Workflow + " has the methods of [" + w.InterfaceName() + "] for workflows: each schedules an activity of [" + w.Activities + "], and waits for it.").
			Type().Id(w.Workflow).Add(w.TypeParams()).Struct(w.fields()...),
		w.constructor(w.NewWorkflow, w.Workflow, []string{
			w.NewWorkflow + " returns stubs for activities on a task queue, or on the workflow's own if that is empty. It panics when a policy cannot be carried out.",
		}, params, of, nil),
	}
	for _, m := range w.retried {
		code = append(code, w.stub(m))
	}
	return append(code, w.withPolicies(w.Workflow, nil)...)
}

// stub is a method for workflows.
func (w *writer) stub(m *plan.Method) jen.Code {
	l := w.Locals(m)
	defer w.Done()
	all, names := w.activityParams(m, l)
	params := []jen.Code{jen.Id(l.Context).Add(w.Qualified(workflowPath, "workflow", "Context"))}
	rest := make([]*types.Var, 0, all.Len())
	for i := 1; i < all.Len(); i++ {
		rest = append(rest, all.At(i))
	}
	variadic := m.Signature.Variadic()
	params = append(params, w.Tuple(types.NewTuple(rest...), names[1:], variadic)...)
	call := func(result jen.Code) *jen.Statement {
		return jen.Id(w.r).Dot(w.Field(m)).Dot(executeName).Call(append([]jen.Code{jen.Id(l.Context), result}, w.arguments(m, l)...)...)
	}
	return w.MethodComment(m, m.Name+" calls "+w.Link(m)+" on a worker, for a workflow"+m.Policy.Written(m.Name)+".").
		Func().Params(w.receiver(w.Workflow)).Id(m.Name).Params(params...).Add(w.returning(m, l, call, false))
}

// results are the structs in which the results of methods travel that have several.
func (w *writer) results() []jen.Code {
	var code []jen.Code
	for _, m := range w.retried {
		if m.Results == "" {
			continue
		}
		var fields []jen.Code
		results := m.Signature.Results()
		for i := range results.Len() - 1 {
			fields = append(fields, jen.Id(fieldName(m, i)).Add(w.Type(results.At(i).Type())))
		}
		code = append(code, jen.Comment("// "+m.Results+" are the results of "+m.Name+", which travel together.").Line().
			Type().Id(m.Results).Add(w.TypeParams()).Struct(fields...))
	}
	return code
}

// fieldName is the name of a result's field in the struct of all: exported, so that it travels.
func fieldName(m *plan.Method, i int) string {
	results := m.Signature.Results()
	name := func(i int) string {
		if n := results.At(i).Name(); n != "" && n != "_" {
			return goname.Exported(n)
		}
		return "R" + strconv.Itoa(i)
	}
	mine := name(i)
	for j := range i {
		if name(j) == mine {
			return "R" + strconv.Itoa(i)
		}
	}
	return mine
}
