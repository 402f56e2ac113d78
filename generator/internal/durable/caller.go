package durable

import (
	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// caller is the implementation of the interface whose calls are standalone activities.
func (w *writer) caller() []jen.Code {
	name := w.InterfaceName()
	fields := w.fields()
	params, local := []jen.Code{}, func(string) []jen.Code { return nil }
	names := w.Claim([]string{"local"}, []string{"c"}, []string{"queue"}, []string{"opts"})
	inner, c, queue, opts := names[0], names[1], names[2], names[3]
	doc := []string{
		w.NewCaller + " returns what carries its calls out on the workers of a task queue that have [" + w.Activities + "].",
	}
	if w.Local {
		fields = append([]jen.Code{jen.Id(w.local).Add(w.Interface())}, fields...)
		params = append(params, jen.Id(inner).Add(w.Interface()))
		local = func(string) []jen.Code { return []jen.Code{jen.Id(w.local).Op(":").Id(inner)} }
		doc[0] += " What is not annotated is called on " + inner + ", which may be nil where nobody calls that."
	}
	doc = append(doc, "It panics when the client is nil or a policy cannot be carried out.")
	params = append(params,
		jen.Id(c).Add(w.Qualified(clientPath, "client", "Client")),
		jen.Id(queue).Add(w.Predeclared("string")),
		jen.Id(opts).Op("...").Add(w.runtime(optionName)))
	calls := w.runtime(callsName).Call(jen.Id(c), jen.Id(queue), jen.Lit(w.d.Interface.Name()), w.known(), jen.Id(opts).Op("..."))

	code := []jen.Code{
		w.Comment(w.Caller + " implements [" + name + "] by calls that are Temporal's: they outlive this process and the worker's. It is immutable and safe for concurrent use.").
			Type().Id(w.Caller).Add(w.TypeParams()).Struct(fields...),
		w.constructor(w.NewCaller, w.Caller, doc, params, calls, local),
	}
	for _, m := range w.d.Methods {
		code = append(code, w.callerMethod(m))
	}
	code = append(code, w.withPolicies(w.Caller, nil)...)
	return append(code, w.Assertion(w.Caller))
}

// callerMethod is a method of the caller's side.
func (w *writer) callerMethod(m *plan.Method) jen.Code {
	l := w.Locals(m)
	defer w.Done()
	results := m.Signature.Results()
	function := jen.Func().Params(w.receiver(w.Caller)).Id(m.Name).Params(w.Tuple(m.Signature.Params(), l.Params, m.Signature.Variadic())...)
	if m.Policy == nil {
		if results.Len() > 0 {
			function.Params(w.Tuple(results, nil, false)...)
		}
		call := w.InnerCall(m, l, jen.Id(w.r).Dot(w.local))
		if results.Len() > 0 {
			call = jen.Return(call)
		}
		return w.MethodComment(m, m.Name+" calls "+w.Link(m)+" in this process: it is not annotated.").Add(function).Custom(emit.OnOneLine, call)
	}
	doc := m.Name + " calls " + w.Link(m) + " on a worker" + m.Policy.Written(m.Name) + "."
	function = w.MethodComment(m, doc).Add(function)
	call := func(result jen.Code) *jen.Statement {
		return jen.Id(w.r).Dot(w.Field(m)).Dot(callName).Call(append([]jen.Code{jen.Id(l.Context), result}, w.arguments(m, l)...)...)
	}
	return function.Add(w.returning(m, l, call, true))
}

// arguments are the parameters without the context, as an activity takes them.
func (w *writer) arguments(m *plan.Method, l *emit.Locals) []jen.Code {
	var args []jen.Code
	for i, name := range l.Params {
		if i != m.Context.Param {
			args = append(args, jen.Id(name))
		}
	}
	return args
}

// returning is the results and the body of a function that gets its results by a call, which is given where to put them. With ending,
// it does what the policy says about the end of a call.
func (w *writer) returning(m *plan.Method, l *emit.Locals, call func(result jen.Code) *jen.Statement, ending bool) *jen.Statement {
	results := m.Signature.Results()
	last := len(l.Results) - 1
	err := l.Results[last]
	end := m.Ending()
	ending = ending && (end.MapError != nil || end.Fallback != nil)
	if last == 0 && !ending {
		return w.Predeclared("error").Block(jen.Return(call(w.Nil())))
	}
	out := jen.Params(w.Tuple(results, l.Results, false)...)
	var body []jen.Code
	returned := jen.Return(ids(l.Results)...)
	switch {
	case last == 0:
		body = append(body, jen.Id(err).Op("=").Add(call(w.Nil())))
	case last == 1:
		body = append(body, jen.Id(err).Op("=").Add(call(jen.Op("&").Id(l.Results[0]))))
	default:
		body = append(body,
			jen.Var().Id(l.All).Id(m.Results).Add(w.TypeArgs()),
			jen.Id(err).Op("=").Add(call(jen.Op("&").Id(l.All))))
		for i, name := range l.Results[:last] {
			body = append(body, jen.Id(name).Op("=").Id(l.All).Dot(fieldName(m, i)))
		}
	}
	if ending {
		var failed []jen.Code
		if q := end.MapError; q != nil {
			failed = append(failed, jen.Id(err).Op("=").Add(w.runtime(mappedName)).Call(jen.Id(err), w.MapError(q, l)))
		}
		if f := end.Fallback; f != nil {
			fallback := jen.Return(w.Fallback(f, l))
			failed = append(failed, jen.If(w.runtime("FallsBack").Call(jen.Id(l.Context))).Block(fallback))
		}
		body = append(body, jen.If(w.IsNotNil(jen.Id(err))).Block(failed...))
	}
	return out.Block(append(body, returned)...)
}

func ids(names []string) []jen.Code {
	var code []jen.Code
	for _, name := range names {
		code = append(code, jen.Id(name))
	}
	return code
}
