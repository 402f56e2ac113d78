package durable

import (
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// activities is what a worker has: the decorator, and an activity for each method under a policy.
func (w *writer) activities() []jen.Code {
	name := w.InterfaceName()
	fields := append([]jen.Code{jen.Id(w.decorated).Op("*").Id(w.d.Name).Add(w.TypeArgs())}, w.fields()...)
	names := w.Claim([]string{"inner"}, []string{"opts"})
	inner, opts := names[0], names[1]
	params := []jen.Code{jen.Id(inner).Add(w.Interface()), jen.Id(opts).Op("...").Add(w.runtime(optionName))}
	of := w.runtime(newName).Call(jen.Lit(w.d.Interface.Name()), w.known(), jen.Id(opts).Op("..."))
	decorated := func(of string) []jen.Code {
		made := jen.Id(w.d.Constructor).Add(w.TypeArgs()).Call(jen.Id(inner), jen.Id(of).Dot(decoratorOptionsName).Call().Op("..."))
		return []jen.Code{jen.Id(w.decorated).Op(":").Add(made)}
	}
	code := []jen.Code{
		w.Comment(w.Activities + " are the activities of workers that carry out the calls of [" + w.Caller + "] and [" + w.Workflow + "]. They are safe for concurrent use where the inner " + w.d.Interface.Name() + " is.").
			Type().Id(w.Activities).Add(w.TypeParams()).Struct(fields...),
		w.constructor(w.NewActivities, w.Activities, []string{
			w.NewActivities + " returns activities that call the methods of " + inner + ", a [" + name + "]. It panics when that is nil or a policy cannot be carried out.",
		}, params, of, decorated),
		w.register(),
	}
	for _, m := range w.retried {
		code = append(code, w.activity(m))
	}
	return append(code, w.withPolicies(w.Activities, func(policies string) []jen.Code {
		names := w.Claim([]string{"decorated"}, []string{"err"})
		return []jen.Code{
			jen.List(jen.Id(names[0]), jen.Id(names[1])).Op(":=").Id(w.r).Dot(w.decorated).Dot(withPoliciesName).Call(jen.Id(policies)),
			jen.If(w.IsNotNil(jen.Id(names[1]))).Block(jen.Return(w.Nil(), jen.Id(names[1]))),
			jen.Id(w.r).Dot(w.decorated).Op("=").Id(names[0]),
		}
	})...)
}

// register registers the activities.
func (w *writer) register() jen.Code {
	name := registerName
	if w.HasMethod(name) {
		name += "Activities"
	}
	registry := w.Claim([]string{"registry"})[0]
	var body []jen.Code
	for _, m := range w.retried {
		body = append(body, jen.Id(w.r).Dot(w.Field(m)).Dot(registerName).Call(jen.Id(registry), jen.Id(w.r).Dot(m.Name)))
	}
	return w.Comment(name + " registers the activities with a worker, each under the name of its interface and method.").
		Func().Params(w.receiver(w.Activities)).Id(name).Params(jen.Id(registry).Add(w.Qualified(workerPath, "worker", "ActivityRegistry"))).Block(body...)
}

// activity is one activity: its context comes first, and its results are one, or none, and the error.
func (w *writer) activity(m *plan.Method) jen.Code {
	l := w.Locals(m)
	defer w.Done()
	params, names := w.activityParams(m, l)
	last := len(l.Results) - 1
	err := l.Results[last]
	results, returned := w.Tuple(m.Signature.Results(), l.Results, false), ids(l.Results)
	assigned := ids(l.Results)
	if last > 1 {
		results = []jen.Code{jen.Id(l.All).Id(m.Results).Add(w.TypeArgs()), jen.Id(err).Add(w.Predeclared("error"))}
		returned = ids([]string{l.All, err})
		for i := range last {
			assigned[i] = jen.Id(l.All).Dot(fieldName(m, i))
		}
	}
	asks := jen.Code(w.Nil())
	if m.Idempotent != nil {
		asks = w.MayRepeat(m, l, w.decorated)
	}
	inner := w.InnerCall(m, l, jen.Id(w.r).Dot(w.decorated))
	closure := jen.Func().Params(jen.Id(l.Context).Add(w.Qualified("context", "context", "Context"))).Add(w.Predeclared("error"))
	if last == 0 {
		closure.Block(jen.Return(inner))
	} else {
		closure = jen.Func().Params(jen.Id(l.Context).Add(w.Qualified("context", "context", "Context"))).Params(jen.Id(err).Add(w.Predeclared("error"))).
			Block(jen.List(assigned...).Op("=").Add(inner), jen.Return(jen.Id(err)))
	}
	run := jen.Id(w.r).Dot(w.Field(m)).Dot(runName).Call(jen.Id(l.Context), asks, closure)
	function := w.MethodComment(m, m.Name+" is the activity that carries out "+w.Link(m)+m.Policy.Written(m.Name)+".").
		Func().Params(w.receiver(w.Activities)).Id(m.Name).Params(w.Tuple(params, names, false)...)
	if last == 0 {
		return function.Add(w.Predeclared("error")).Block(jen.Return(run))
	}
	return function.Params(results...).Block(jen.Id(err).Op("=").Add(run), jen.Return(returned...))
}

// activityParams are a method's parameters with the context first.
func (w *writer) activityParams(m *plan.Method, l *emit.Locals) (*types.Tuple, []string) {
	params := m.Signature.Params()
	vars, names := []*types.Var{params.At(m.Context.Param)}, []string{l.Context}
	for i := range params.Len() {
		if i != m.Context.Param {
			vars, names = append(vars, params.At(i)), append(names, l.Params[i])
		}
	}
	return types.NewTuple(vars...), names
}
