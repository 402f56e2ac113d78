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
	add := func(o types.Object) {
		name, _, _ := strings.Cut(e.objectName(o), ".")
		called = append(called, name)
	}
	if j := m.RetryResult; j != nil {
		called = append(called, e.nilName(), j.Name)
		if j.Func != nil {
			add(j.Func)
		}
	}
	if m.Fallback != nil {
		add(m.Fallback.Func)
	}
	return called
}

// done is the question whether the call is over, asked with what an attempt returned.
func (e *emitter) done(d *decorator, m *plan.Method, l *locals) *jen.Statement {
	err := jen.Id(l.results[len(l.results)-1])
	if m.RetryResult == nil {
		return jen.Id(l.call).Dot("Done").Call(jen.Id(l.ctx), err)
	}
	rejected := e.isNil(err.Clone()).Op("&&").Add(e.judge(d, m.RetryResult)).Call(e.judged(m, l)...)
	return jen.Id(l.call).Dot("DoneUnless").Call(jen.Id(l.ctx), err, rejected)
}

// judge is the function that a retry_result names, or has become.
func (e *emitter) judge(d *decorator, j *plan.Judge) *jen.Statement {
	if j.Func == nil {
		return jen.Id(j.Name).Add(e.typeArgs(d))
	}
	if j.Generic {
		return e.object(j.Func).Add(e.typeArgs(d))
	}
	return e.object(j.Func)
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

// judges are the functions that the retry_result expressions of d's methods become.
func (e *emitter) judges(d *decorator) []jen.Code {
	var code []jen.Code
	for _, m := range d.retried {
		j := m.RetryResult
		if j == nil || j.Expr == nil {
			continue
		}
		params := e.tuple(m.Signature.Results(), j.Params, false)
		code = append(code, comment(j.Name+" reports whether results of "+m.Name+" are to be retried, as annotated on "+m.Policy.Owner+".").
			Func().Id(j.Name).Add(e.typeParamList(d)).Params(params...).Add(e.predeclared("bool")).
			Block(jen.Return(e.expression(j.Expr, j.Info, j.Text))))
	}
	return code
}

// fallback returns what the fallback makes of a call that has failed for good.
func (e *emitter) fallback(d *decorator, m *plan.Method, l *locals) []jen.Code {
	f := m.Fallback
	if f == nil {
		return nil
	}
	function := e.object(f.Func)
	if f.Generic {
		function.Add(e.typeArgs(d))
	}
	var args []jen.Code
	for _, name := range l.params {
		args = append(args, jen.Id(name))
	}
	args = append(args, jen.Id(l.call).Dot("Err").Call())
	return []jen.Code{jen.If(jen.Id(l.call).Dot("Failed").Call(jen.Id(l.ctx))).Block(
		append(e.discards(m, l), jen.Return(function.Call(args...)))...,
	)}
}
