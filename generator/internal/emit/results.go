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

// done is the question whether the call is over, asked with what an attempt returned.
func (e *emitter) done(d *decorator, m *plan.Method, l *locals) *jen.Statement {
	err := jen.Id(l.results[len(l.results)-1])
	var rejected *jen.Statement
	if m.RetryResult != nil {
		rejected = e.isNil(err.Clone()).Op("&&").Add(e.judge(d, m.RetryResult)).Call(e.judged(m, l)...)
	}
	return over(jen.Id(l.call), jen.Id(l.ctx), err, rejected)
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
	if m.RetryResult.Func != nil && !m.RetryResult.WithError {
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
	return []jen.Code{jen.If(jen.Id(l.call).Dot(callFailedName).Call(jen.Id(l.ctx))).Block(
		append(e.discards(m, l), jen.Return(function.Call(args...)))...,
	)}
}
