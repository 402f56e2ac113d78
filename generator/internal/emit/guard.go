package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// guardedCall is an attempt that has to pass through a guard: the inner method is called when that lets it through. The
// attempt's request is at index req, and its context is begun already; without one, attempt begins it.
func (e *emitter) guardedCall(d *decorator, m *plan.Method, l *locals, req int, attempt *jen.Statement, arguments map[int]*jen.Statement) []jen.Code {
	var code []jen.Code
	context := attempt
	switch {
	case m.Context.Kind == plan.ContextRequest:
		context = jen.Id(l.attempt).Dot("Context").Call()
	case m.Context.Kind == plan.ContextParam:
		if req < 0 {
			code = append(code, jen.Id(l.inner).Op(":=").Add(attempt))
		}
		context = jen.Id(l.inner)
		arguments[m.Context.Param] = jen.Id(l.inner)
	}
	last := len(l.results) - 1
	assign := ":="
	if l.named {
		assign = "="
	}
	for i, name := range l.results[:last] {
		t := m.Signature.Results().At(i).Type()
		if l.named { // they may be those of the attempt before
			code = append(code, e.setZero(jen.Id(name), t))
		} else {
			code = append(code, jen.Var().Id(name).Add(e.typ(t)))
		}
	}
	err := jen.Id(l.results[last])
	return append(code,
		err.Clone().Op(assign).Id(l.call).Dot(callEnterName).Call(context),
		jen.If(e.isNil(err.Clone())).Block(jen.List(ids(l.results)...).Op("=").Add(e.innerCall(d, m, l, arguments))))
}

// guardNames returns the names that guardedCall uses.
func (e *emitter) guardNames(m *plan.Method) []string {
	names := []string{e.nilName(), e.engineImport()}
	named := true
	for v := range m.Signature.Results().Variables() {
		named = named && v.Name() != "" && v.Name() != blank
	}
	if !named {
		names = append(names, e.resultTypeNames(m)...)
	}
	return names
}
