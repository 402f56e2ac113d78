package emit

import (
	"go/types"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// callback puts a function in the place of a parameter that is one, which tells the engine when an attempt calls it: then
// there is no other attempt. Its type stays what it is, and so does nil.
func (e *emitter) callback(c plan.Consumed, m *plan.Method, l *locals) jen.Code {
	param := l.params[c.Index]
	sig := m.Signature.Params().At(c.Index).Type().Underlying().(*types.Signature)
	var names []string
	var args []jen.Code
	for i := range sig.Params().Len() {
		name := "p" + strconv.Itoa(i)
		names = append(names, name)
		arg := jen.Id(name)
		if sig.Variadic() && i == sig.Params().Len()-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	wrapper := jen.Func().Params(e.tuple(sig.Params(), names, sig.Variadic())...)
	results := e.tuple(sig.Results(), nil, false)
	inner := jen.Id(l.function).Call(args...)
	switch len(results) {
	case 0:
	case 1:
		wrapper.Add(results[0])
		inner = jen.Return(inner)
	default:
		wrapper.Params(results...)
		inner = jen.Return(inner)
	}
	there := jen.Id(l.function).Op("!=").Nil()
	if e.hides(predeclaredNil) {
		there = e.engine(notNilName).Call(jen.Id(l.function))
	}
	return jen.If(jen.Id(l.function).Op(":=").Id(param), there).Block(
		jen.Id(l.called).Op(":=").Id(l.call).Dot(callConsumesWhenSetName).Call(),
		jen.Id(param).Op("=").Add(wrapper.Block(jen.Id(l.called).Dot(flagSetName).Call(), inner)))
}
