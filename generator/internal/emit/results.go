package emit

import (
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// calledNames returns the names of the functions that m's body calls, or of their packages.
func (e *emitter) calledNames(m *plan.Method) []string {
	var called []string
	add := func(name string, o types.Object) {
		if name == "" {
			name, _, _ = strings.Cut(e.objectName(o), ".")
		}
		called = append(called, name)
	}
	if len(m.Rejections()) > 0 {
		called = append(called, e.nilName())
	}
	if len(asked(m)) > 0 {
		called = append(called, e.questionNames(m)...)
	}
	for _, q := range m.Questions() {
		for _, c := range []*plan.Class{q.Response, q.Unknown} {
			if c != nil {
				called = append(called, c.Name)
			}
		}
		if q.Name != "" || q.Func != nil {
			add(q.Name, q.Func)
		}
	}
	if f := m.Fallback; f != nil {
		add(f.Name, f.Func)
	}
	return called
}

// discardRejected discards results that retry_result or a case rejects, unless the call ends with them. Whether it rejects them is known
// before where questions are asked about them.
func (e *emitter) discardRejected(d *decorator, m *plan.Method, l *locals) []jen.Code {
	if len(m.Rejections()) == 0 {
		return nil
	}
	reject := jen.Id(l.call).Dot(callRejectName)
	if asksAboutRejected(m) {
		return e.discardIf(m, l, jen.Id(l.rejected), reject, jen.Id(l.ctx))
	}
	return e.discardIf(m, l, e.succeeded(l), e.rejects(d, m, l).Op("&&").Add(reject), jen.Id(l.ctx))
}

// discardExpired discards a result whose context had ended before the attempt returned. A policy that has no limits may get some when the
// decorator is made.
func (e *emitter) discardExpired(m *plan.Method, l *locals) []jen.Code {
	if !m.Lifetime.Result {
		return nil
	}
	return e.discardIf(m, l, e.succeeded(l), jen.Id(l.call).Dot(callExpiredName))
}

// succeeded is the condition that an attempt has returned no error.
func (e *emitter) succeeded(l *locals) *jen.Statement {
	return e.isNil(jen.Id(l.results[len(l.results)-1]))
}

// discardIf discards the results of an attempt under a condition, if a method of the call returns an error for them.
func (e *emitter) discardIf(m *plan.Method, l *locals, condition, question *jen.Statement, args ...jen.Code) []jen.Code {
	last := len(l.results) - 1
	body := e.discardResults(m, l, l.call)
	for i, name := range l.results[:last] {
		body = append(body, e.setZero(jen.Id(name), m.Signature.Results().At(i).Type()))
	}
	question.Call(append(args, jen.Op("&").Id(l.results[last]))...)
	if len(body) == 0 {
		return []jen.Code{jen.If(condition).Block(question)}
	}
	return []jen.Code{jen.If(condition.Op("&&").Add(question)).Block(body...)}
}

// function is a function that an annotation names: by the name of one that is generated for it, or by its own. It is
// instantiated if it is generic.
func (e *emitter) function(d *decorator, name string, named types.Object, generic bool) *jen.Statement {
	function := jen.Id(name)
	if name == "" {
		function = e.object(named)
	} else if named != nil {
		generic = true // it has the type parameters of all that is generated for d
	}
	if generic {
		function.Add(e.typeArgs(d))
	}
	return function
}

// fallback returns the results of the fallback when the call has finally failed.
func (e *emitter) fallback(d *decorator, m *plan.Method, l *locals) []jen.Code {
	f := m.Fallback
	if f == nil {
		return nil
	}
	function := e.function(d, f.Name, f.Func, f.Generic)
	var args []jen.Code
	for _, name := range l.params {
		args = append(args, jen.Id(name))
	}
	args = append(args, jen.Id(l.call).Dot(callErrName).Call())
	var made []jen.Code
	for _, name := range l.results {
		made = append(made, jen.Id(name))
	}
	err := made[len(made)-1]
	return []jen.Code{jen.If(jen.Id(l.call).Dot(callFailedName).Call()).Block(append(e.discardResults(m, l, l.call),
		jen.List(made...).Op("=").Add(function.Call(args...)),
		jen.Id(l.call).Dot(callFellBackName).Call(jen.Id(l.ctx), err),
		jen.Return(e.wrapped(d, m, l.results)...))...)}
}
