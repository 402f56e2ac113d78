package emit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/plan"
)

// method is one method of the decorator.
func (e *emitter) method(d *decorator, m *plan.Method) jen.Code {
	l := e.locals(d, m)
	results := e.tuple(m.Signature.Results(), l.namedResults(), false)
	function := jen.Func().Params(e.receiver(d)).Id(m.Name).
		Params(e.tuple(m.Signature.Params(), l.params, m.Signature.Variadic())...)
	switch {
	case len(results) == 1 && !l.named:
		function.Add(results[0])
	case len(results) > 0:
		function.Params(results...)
	}
	if m.Policy == nil {
		return e.passThrough(d, m, l, function)
	}
	return comment(m.Name + " calls the inner " + m.Name + " under " + policyText(m) + ".").
		Add(function).Block(e.retryBody(d, m, l)...)
}

// policyText says for a reader of the generated file where a method's policy stands, and what it is.
func policyText(m *plan.Method) string {
	text := strings.TrimPrefix(strings.TrimPrefix(m.Policy.Text, "backoff:"), "policy ") // retry and use say what they are
	if strings.HasSuffix(m.Policy.Owner, "."+m.Name) {
		return "its policy: " + text
	}
	return "the policy of " + m.Policy.Owner + ": " + text
}

// passThrough is a method without a policy: one call.
func (e *emitter) passThrough(d *decorator, m *plan.Method, l *locals, function *jen.Statement) jen.Code {
	call := e.innerCall(d, m, l, nil)
	if m.Signature.Results().Len() > 0 {
		call = jen.Return(call)
	}
	return comment(m.Name+" is not retried.").Add(function).Custom(jen.Options{Open: "{", Close: "}"}, call)
}

// retryBody is the loop of a method under a policy. It calls the inner method itself: a closure would cost an
// allocation, and hide the call from its reader.
func (e *emitter) retryBody(d *decorator, m *plan.Method, l *locals) []jen.Code {
	var body []jen.Code
	attempt := jen.Id(l.call).Dot("Attempt").Call(jen.Id(l.ctx))
	var argument *jen.Statement // takes the place of the parameter that has the context
	var loop []jen.Code
	limits := m.Policy.HasLimits() && m.Context.Kind != plan.NoContext

	switch m.Context.Kind {
	case plan.NoContext:
		body = append(body, jen.Id(l.ctx).Op(":=").Add(e.std("context", "Background")).Call())
		loop = append(loop, attempt)
	case plan.FromRequest:
		request := jen.Id(l.params[m.Context.Param])
		body = append(body,
			jen.If(request.Clone().Op("==").Nil()).Block(
				jen.Return(e.innerCall(d, m, l, nil)).Comment("it has no context, and what is wrong with it is not ours to say"),
			),
			jen.Id(l.ctx).Op(":=").Add(request).Dot("Context").Call())
		if limits {
			argument = request.Clone().Dot("WithContext").Call(attempt)
		} else {
			loop = append(loop, attempt)
		}
	case plan.FromParam:
		argument = attempt
	}
	body = append(body, jen.Id(l.call).Op(":=").Id(d.receiver).Dot(d.fields[m]).Dot("Call").Call())
	if limits {
		body = append(body, jen.Defer().Id(l.call).Dot("End").Call())
	}

	assign := ":="
	if l.named {
		assign = "="
	}
	last := len(l.results) - 1
	var left, returned []jen.Code
	for i, name := range l.results {
		left = append(left, jen.Id(name))
		if i < last {
			returned = append(returned, jen.Id(name))
		}
	}
	returned = append(returned, jen.Id(l.call).Dot("Err").Call())
	loop = append(loop,
		jen.List(left...).Op(assign).Add(e.innerCall(d, m, l, argument)),
		jen.If(jen.Id(l.call).Dot("Done").Call(jen.Id(l.ctx), jen.Id(l.results[last]))).Block(
			jen.Return(returned...),
		))
	return append(body, jen.For().Block(loop...))
}

// innerCall calls the inner method with the decorator's parameters. A context argument, when there is one, takes the
// place of the parameter that the context came from.
func (e *emitter) innerCall(d *decorator, m *plan.Method, l *locals, context *jen.Statement) *jen.Statement {
	var args []jen.Code
	for i, name := range l.params {
		arg := jen.Id(name)
		if context != nil && i == m.Context.Param {
			arg = context
		}
		if m.Signature.Variadic() && i == len(l.params)-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	return jen.Id(d.receiver).Dot(d.inner).Dot(m.Name).Call(args...)
}
