package emit

import (
	"go/types"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// methodFunctions are the functions that are generated for the keys that belong to a method: from expressions, and to call
// functions that a parameter of the method hides.
func (e *emitter) methodFunctions(d *decorator) []jen.Code {
	var code []jen.Code
	for _, m := range d.retried {
		for _, q := range m.Questions() {
			if q.Name != "" {
				code = append(code, e.questionFunction(d, m, q))
			}
		}
		fallback, mapError := m.Fallback, (*plan.Question)(nil)
		if m.Durable != nil {
			fallback, mapError = m.Durable.Fallback, m.Durable.MapError
		}
		if mapError != nil && mapError.Name != "" {
			code = append(code, e.questionFunction(d, m, mapError))
		}
		if fallback != nil && fallback.Name != "" {
			code = append(code, e.fallbackFunction(d, m, fallback))
		}
	}
	return code
}

// fallbackFunction calls a fallback that a parameter hides. A variadic parameter is a slice here, as it is for the
// fallback itself.
func (e *emitter) fallbackFunction(d *decorator, m *plan.Method, f *plan.Fallback) jen.Code {
	params := m.Signature.Params()
	names := e.passedParams(d, "p", params.Len()+1, f.Func)
	err := names[params.Len()]
	in := append(e.tuple(params, names[:params.Len()], false), jen.Id(err).Add(e.predeclared("error")))
	return comment(f.Name + " is " + f.Func.Name() + ", which means something else in " + m.Name + ".").
		Func().Id(f.Name).Add(e.typeParamList(d)).Params(in...).Params(e.tuple(m.Signature.Results(), nil, false)...).
		Block(jen.Return(e.function(d, "", f.Func, f.Generic).Call(ids(names)...)))
}

// passedParams returns names for a number of parameters. They do not hide the function that they are passed to.
func (e *emitter) passedParams(d *decorator, prefix string, count int, to types.Object) []string {
	used := scope{to.Name(): true}
	used.add(e.typeParamNames(d.Decorator)...)
	names := make([]string, count)
	for i := range names {
		names[i] = used.claim(prefix + strconv.Itoa(i))
	}
	return names
}

func ids(names []string) []jen.Code {
	var code []jen.Code
	for _, name := range names {
		code = append(code, jen.Id(name))
	}
	return code
}
