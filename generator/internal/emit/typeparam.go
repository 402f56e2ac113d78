package emit

import (
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// interfaceName is the decorated interface's name, qualified where it needs to be.
func (e *emitter) interfaceName(d *decorator) string { return e.objectName(d.Interface) }

// interfaceType is the decorated interface, instantiated with the decorator's own type parameters.
func (e *emitter) interfaceType(d *decorator) *jen.Statement {
	return e.object(d.Interface).Add(e.typeArgs(d))
}

// decoratorType is the decorator, instantiated with its own type parameters.
func (e *emitter) decoratorType(d *decorator) *jen.Statement {
	return jen.Id(d.Name).Add(e.typeArgs(d))
}

func (e *emitter) typeParamNames(d *plan.Decorator) []string {
	var list []string
	for p := range d.TypeParams.TypeParams() {
		list = append(list, e.typeParams[p])
	}
	return list
}

// typeArgs is [K, V], and nothing where there are no type parameters.
func (e *emitter) typeArgs(d *decorator) *jen.Statement {
	var list []jen.Code
	for _, name := range e.typeParamNames(d.Decorator) {
		list = append(list, jen.Id(name))
	}
	if list == nil {
		return jen.Null()
	}
	return jen.Types(list...)
}

// typeParamList is [K comparable, V any], and nothing where there are no type parameters.
func (e *emitter) typeParamList(d *decorator) *jen.Statement {
	var list []jen.Code
	params := d.TypeParams
	for i := range params.Len() {
		code := jen.Id(e.typeParams[params.At(i)])
		if i == params.Len()-1 || !sameText(params.At(i).Constraint(), params.At(i+1).Constraint()) {
			code.Add(e.constraint(params.At(i).Constraint()))
		}
		list = append(list, code)
	}
	if list == nil {
		return jen.Null()
	}
	return jen.Types(list...)
}

// constraint is a type parameter's constraint. It is written without interface{…} if the source has it so, unless it
// would be read as an expression: type T[P *int] struct{} is an array for the parser.
func (e *emitter) constraint(t types.Type) *jen.Statement {
	literal, ok := t.(*types.Interface)
	if !ok || !literal.IsImplicit() || literal.NumEmbeddeds() != 1 {
		return e.typ(t)
	}
	first := literal.EmbeddedType(0)
	if union, ok := first.(*types.Union); ok && union.Len() > 0 {
		if union.Term(0).Tilde() {
			return e.typ(first)
		}
		first = union.Term(0).Type()
	}
	switch first.(type) {
	case *types.Basic, *types.Named, *types.Alias:
		return e.typ(literal.EmbeddedType(0))
	}
	return e.typ(t)
}
