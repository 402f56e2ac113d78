package emit

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
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
	e.hidden.add(writtenNames(m.Signature.Params())...)
	e.hidden.add(writtenNames(m.Signature.Results())...)
	defer func() { e.hidden = scope{} }()
	if m.Policy == nil {
		return e.passThrough(d, m, l, function)
	}
	doc := []string{m.Name + " retries " + e.link(d, m) + m.Policy.Written(m.Name) + "."}
	doc = append(append(append(doc, asyncText(m)...), safetyText(m, l)...), e.wrapText(m)...)
	return comment(deprecated(m.Deprecated, doc...)...).Add(function).Block(e.retryBody(d, m, l)...)
}

// link is the method that a method calls, as a link for go doc: by the interface that declares it, and only if the
// names are exported.
func (e *emitter) link(d *decorator, m *plan.Method) string {
	name, declared := d.Interface, true
	if recv := m.Signature.Recv(); recv != nil {
		switch t := types.Unalias(recv.Type()).(type) {
		case *types.Named:
			name = t.Origin().Obj()
		case *types.Interface:
			declared = t == d.Interface.Type().Underlying() // otherwise it is an embedded interface without a name
		}
	}
	switch {
	case !d.Interface.Exported() || !token.IsExported(m.Name):
		return d.Interface.Name() + "." + m.Name
	case !declared || !name.Exported():
		return m.Name + " of [" + e.interfaceName(d) + "]"
	}
	qualified := name.Name()
	switch {
	case name.Pkg() == d.Interface.Pkg():
		qualified = e.objectName(name)
	case name.Pkg() != nil:
		qualified = name.Pkg().Path() + "." + name.Name()
	}
	return "[" + qualified + "." + m.Name + "]"
}

// passThrough is a method without a policy: one call.
func (e *emitter) passThrough(d *decorator, m *plan.Method, l *locals, function *jen.Statement) jen.Code {
	doc := append([]string{m.Name + " calls " + e.link(d, m) + plan.NotRetried}, e.wrapText(m)...)
	call := e.innerCall(d, m, l, e.unwrapped(d, m, l))
	results := m.Signature.Results().Len()
	header := comment(deprecated(m.Deprecated, doc...)...).Add(function)
	if len(m.Wraps) > 0 && results > 1 {
		var made []jen.Code
		for _, name := range l.results {
			made = append(made, jen.Id(name))
		}
		assign := ":="
		if l.named {
			assign = "="
		}
		return header.Block(jen.List(made...).Op(assign).Add(call), jen.Return(e.wrapped(d, m, l.results)...))
	}
	if len(m.Wraps) > 0 {
		call = e.wrapExpr(d, m, m.Wraps[0], call)
	}
	if results > 0 {
		call = jen.Return(call)
	}
	return header.Custom(onOneLine, call)
}

// retryBody is the loop of a method under a policy. It calls the inner method itself: a closure would cost an
// allocation, and hide the call from its reader.
func (e *emitter) retryBody(d *decorator, m *plan.Method, l *locals) []jen.Code {
	var loop []jen.Code
	body := e.unwrapParams(d, m, l)
	req := request(m)
	if req >= 0 {
		body = append(body, jen.If(e.isNil(jen.Id(l.params[req]))).Block(
			jen.Return(e.innerCall(d, m, l, nil)).Comment("what is wrong with it is not ours to say")))
	}
	switch m.Context.Kind {
	case plan.ContextNone:
		body = append(body, jen.Id(l.ctx).Op(":=").Add(e.std("context", "Background")).Call())
	case plan.ContextRequest:
		body = append(body, jen.Id(l.ctx).Op(":=").Id(l.params[m.Context.Param]).Dot("Context").Call())
	case plan.ContextCustom:
		if !hasContextInterface(m) {
			body = append(body, e.customContext(m, l)...)
		}
	}
	if m.Policy.RunsAsync() {
		return append(body, e.asyncBody(d, m, l)...)
	}
	newCall := jen.Id(l.call).Op(":=").Add(d.methodOf(m))
	if d.Durable != nil {
		newCall.Dot(resumedCallName).Call(jen.Id(l.ctx))
	} else {
		newCall.Dot(newCallName).Call()
	}
	body = append(body, newCall)
	if m.Policy.HasLimits() && m.Context.SupportsLimits() || m.Policy.TakesGuard() {
		body = append(body, jen.Defer().Id(l.call).Dot(callEndName).Call())
	}
	body = append(body, e.declareConsumed(m, l)...)

	arguments := map[int]*jen.Statement{} // in place of parameters
	attempt := jen.Id(l.call).Dot(callAttemptName).Call(jen.Id(l.ctx))
	if req >= 0 {
		loop = append(loop, e.attemptRequest(m, l, req)...)
		arguments[req] = jen.Id(l.attempt)
		attempt = jen.Id(l.inner)
	}
	if m.Policy.TakesGuard() {
		loop = append(loop, e.guardedCall(d, m, l, req, attempt, arguments)...)
		return append(body, jen.For().Block(append(loop, e.afterAttempt(d, m, l)...)...))
	}
	switch m.Context.Kind {
	case plan.ContextNone, plan.ContextCustom:
		loop = append(loop, attempt)
	case plan.ContextParam:
		arguments[m.Context.Param] = attempt
	}

	assign := ":="
	if l.named {
		assign = "="
	}
	loop = append(loop, jen.List(ids(l.results)...).Op(assign).Add(e.innerCall(d, m, l, arguments)))
	return append(body, jen.For().Block(append(loop, e.afterAttempt(d, m, l)...)...))
}

// hasContextInterface reports whether m has its context as an interface of another type. It can be used as a
// context.Context as it is, also when it is nil.
func hasContextInterface(m *plan.Method) bool {
	return m.Context.Kind == plan.ContextCustom && types.IsInterface(m.Signature.Params().At(m.Context.Param).Type())
}

// customContext sets the context for a method whose parameter has another type. A nil pointer counts as no context.
func (e *emitter) customContext(m *plan.Method, l *locals) []jen.Code {
	param := l.params[m.Context.Param]
	if _, ok := m.Signature.Params().At(m.Context.Param).Type().Underlying().(*types.Pointer); !ok {
		return []jen.Code{jen.Var().Id(l.ctx).Add(e.std("context", "Context")).Op("=").Id(param)}
	}
	return []jen.Code{
		jen.Id(l.ctx).Op(":=").Add(e.std("context", "Background")).Call(),
		jen.If(e.isNotNil(jen.Id(param))).Block(jen.Id(l.ctx).Op("=").Id(param)),
	}
}

// afterAttempt is the code after an attempt in the loop: it ends the call, or prepares the next attempt.
func (e *emitter) afterAttempt(d *decorator, m *plan.Method, l *locals) []jen.Code {
	last := len(l.results) - 1
	returned := append(e.wrapped(d, m, l.results)[:last:last], jen.Id(l.call).Dot(callErrName).Call())
	err := jen.Id(l.results[len(l.results)-1])
	over := jen.If(jen.Op("!").Id(l.call).Dot(callRetryName).Call(jen.Id(l.ctx), err)).Block(
		slices.Concat(e.fallback(d, m, l), e.wrapBodies(m, l), []jen.Code{jen.Return(returned...)})...,
	)
	return slices.Concat(e.discardExpired(m, l), e.askQuestions(d, m, l), e.discardRejected(d, m, l), []jen.Code{over}, e.discardResults(m, l, l.call))
}

// innerCall calls the inner method with the parameters, except those that instead replaces.
func (e *emitter) innerCall(d *decorator, m *plan.Method, l *locals, instead map[int]*jen.Statement) *jen.Statement {
	var args []jen.Code
	for i, name := range l.params {
		arg := jen.Id(name)
		if other := instead[i]; other != nil {
			arg = other
		}
		if m.Signature.Variadic() && i == len(l.params)-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	return jen.Id(d.receiver).Dot(d.inner).Dot(m.Name).Call(args...)
}
