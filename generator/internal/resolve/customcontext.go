package resolve

import (
	"go/token"
	"go/types"
)

// contextMethods are the methods of context.Context. A nil type stands for time.Time, the first result of Deadline.
var contextMethods = map[string]*types.Signature{
	"Deadline": signature(nil, nil, types.Typ[types.Bool]),
	"Done":     signature(nil, types.NewChan(types.RecvOnly, types.NewStruct(nil, nil))),
	"Err":      signature(nil, errorType),
	"Value":    signature([]types.Type{types.Universe.Lookup("any").Type()}, types.Universe.Lookup("any").Type()),
}

// signature returns the type of a function; a nil result stands for a time.Time.
func signature(params []types.Type, results ...types.Type) *types.Signature {
	tuple := func(list []types.Type) *types.Tuple {
		var vars []*types.Var
		for _, t := range list {
			vars = append(vars, types.NewParam(token.NoPos, nil, "", t))
		}
		return types.NewTuple(vars...)
	}
	return types.NewSignatureType(nil, nil, nil, tuple(params), tuple(results), false)
}

// isContext reports whether a type has the methods of a context. Package context need not be imported.
func isContext(t types.Type) bool {
	for name, want := range contextMethods {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		f, ok := obj.(*types.Func)
		if !ok || !sameSignature(f.Signature(), want) {
			return false
		}
	}
	return true
}

func sameSignature(got, want *types.Signature) bool {
	if got.Variadic() || got.Params().Len() != want.Params().Len() || got.Results().Len() != want.Results().Len() {
		return false
	}
	for i := range want.Params().Len() {
		if !types.Identical(got.Params().At(i).Type(), want.Params().At(i).Type()) {
			return false
		}
	}
	for i := range want.Results().Len() {
		t := want.Results().At(i).Type()
		if t == nil && !IsNamed(got.Results().At(i).Type(), pathIs("time"), "Time") ||
			t != nil && !types.Identical(got.Results().At(i).Type(), t) {
			return false
		}
	}
	return true
}
