package emit

import (
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// calledNames are the names that m's body calls functions by, or the packages that have them.
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
		add(j.Name, j.Func)
	}
	if f := m.Fallback; f != nil {
		add(f.Name, f.Func)
	}
	return called
}

// rejected lets go of results that retry_result refuses, unless the call is over with them.
func (e *emitter) rejected(d *decorator, m *plan.Method, l *locals) []jen.Code {
	if m.RetryResult == nil {
		return nil
	}
	refused := e.judge(d, m.RetryResult).Call(e.judged(m, l)...).Op("&&")
	return e.letGo(m, l, refused.Id(l.call).Dot(callRejectName), jen.Id(l.ctx))
}

// expired lets go of a result whose context had ended before the attempt returned.
func (e *emitter) expired(m *plan.Method, l *locals) []jen.Code {
	if !m.Lifetime.Result || !m.Policy.HasLimits() {
		return nil
	}
	return e.letGo(m, l, jen.Id(l.call).Dot(callExpiredName))
}

// letGo lets go of the results of an attempt without an error when the call answers a question with one.
func (e *emitter) letGo(m *plan.Method, l *locals, question *jen.Statement, args ...jen.Code) []jen.Code {
	last := len(l.results) - 1
	err := func() *jen.Statement { return jen.Id(l.results[last]) } // a statement is changed by what is appended to it
	body := e.discards(m, l, l.call)
	for i, name := range l.results[:last] {
		body = append(body, e.clear(jen.Id(name), m.Signature.Results().At(i).Type()))
	}
	question.Call(append(args, jen.Op("&").Add(err()))...)
	if len(body) == 0 {
		return []jen.Code{jen.If(e.isNil(err())).Block(question)}
	}
	return []jen.Code{jen.If(e.isNil(err()).Op("&&").Add(question)).Block(body...)}
}

// judge is the function that a retry_result names, or has become.
func (e *emitter) judge(d *decorator, j *plan.Judge) *jen.Statement {
	return e.function(d, j.Name, j.Func, j.Generic || j.Func == nil)
}

// function is a function that an annotation names, by that name or by one of its own, instantiated where it is generic.
func (e *emitter) function(d *decorator, own string, named types.Object, generic bool) *jen.Statement {
	function := jen.Id(own)
	if own == "" {
		function = e.object(named)
	} else if named != nil {
		generic = true // it has the type parameters of all that is generated for d
	}
	if generic {
		function.Add(e.typeArgs(d))
	}
	return function
}

// judged are the results that it is given.
func (e *emitter) judged(m *plan.Method, l *locals) []jen.Code {
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

// fallback returns what the fallback makes of a call that has failed for good.
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
	return []jen.Code{jen.If(jen.Id(l.call).Dot(callFailedName).Call()).Block(append(e.discards(m, l, l.call),
		jen.List(made...).Op("=").Add(function.Call(args...)),
		jen.Id(l.call).Dot(callFellBackName).Call(jen.Id(l.ctx), err),
		jen.Return(made...))...)}
}
