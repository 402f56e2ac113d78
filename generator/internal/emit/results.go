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
	if j := m.RetryResult; j != nil {
		called = append(called, e.nilName())
		if j.Response != nil {
			called = append(called, j.Response.Name)
		} else {
			add(j.Name, j.Func)
		}
	}
	if f := m.Fallback; f != nil {
		add(f.Name, f.Func)
	}
	return called
}

// discardRejected discards results that retry_result rejects, unless the call ends with them.
func (e *emitter) discardRejected(d *decorator, m *plan.Method, l *locals) []jen.Code {
	if m.RetryResult == nil {
		return nil
	}
	refused := e.retryResult(d, m.RetryResult).Call(e.retryResultArgs(m, l)...).Op("&&")
	return e.discardIf(m, l, refused.Id(l.call).Dot(callRejectName), jen.Id(l.ctx))
}

// discardExpired discards a result whose context had ended before the attempt returned.
func (e *emitter) discardExpired(m *plan.Method, l *locals) []jen.Code {
	if !m.Lifetime.Result || !m.Policy.HasLimits() {
		return nil
	}
	return e.discardIf(m, l, jen.Id(l.call).Dot(callExpiredName))
}

// discardIf discards the results of an attempt without an error if a method of the call returns an error for them.
func (e *emitter) discardIf(m *plan.Method, l *locals, question *jen.Statement, args ...jen.Code) []jen.Code {
	last := len(l.results) - 1
	err := func() *jen.Statement { return jen.Id(l.results[last]) } // a statement is changed by what is appended to it
	body := e.discardResults(m, l, l.call)
	for i, name := range l.results[:last] {
		body = append(body, e.setZero(jen.Id(name), m.Signature.Results().At(i).Type()))
	}
	question.Call(append(args, jen.Op("&").Add(err()))...)
	if len(body) == 0 {
		return []jen.Code{jen.If(e.isNil(err())).Block(question)}
	}
	return []jen.Code{jen.If(e.isNil(err()).Op("&&").Add(question)).Block(body...)}
}

// retryResult is the function that a retry_result names, or the one generated from it.
func (e *emitter) retryResult(d *decorator, j *plan.ResultPredicate) *jen.Statement {
	if j.Response != nil {
		return jen.Id(j.Response.Name)
	}
	return e.function(d, j.Name, j.Func, j.Generic || j.Func == nil)
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

// retryResultArgs are the results that are passed to it.
func (e *emitter) retryResultArgs(m *plan.Method, l *locals) []jen.Code {
	if m.RetryResult.Response != nil {
		return []jen.Code{jen.Id(l.results[m.RetryResult.Index])}
	}
	names := l.results
	if !m.RetryResult.WithError {
		names = names[:len(names)-1]
	}
	var args []jen.Code
	for _, name := range names {
		args = append(args, jen.Id(name))
	}
	return args
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
		jen.Return(made...))...)}
}
