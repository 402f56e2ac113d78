package emit

import (
	"go/types"

	"github.com/dave/jennifer/jen"
)

// setZero sets a variable of type t to its zero value.
func (e *emitter) setZero(variable *jen.Statement, t types.Type) jen.Code {
	if _, generic := types.Unalias(t).(*types.TypeParam); generic {
		return e.engine(clearName).Call(jen.Op("&").Add(variable))
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		if !e.hides(predeclaredNil) {
			return variable.Op("=").Nil()
		}
	case *types.Basic:
		switch {
		case u.Info()&types.IsNumeric != 0:
			return variable.Op("=").Lit(0)
		case u.Info()&types.IsString != 0:
			return variable.Op("=").Lit("")
		}
	}
	return e.engine(clearName).Call(jen.Op("&").Add(variable))
}
