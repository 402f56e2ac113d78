package resolve

import (
	"go/token"
	"go/types"
)

// Types that the rules need. They never change.
var (
	errorType      = types.Universe.Lookup("error").Type()
	errorInterface = errorType.Underlying().(*types.Interface)
	predicateType  = types.NewSignatureType(nil, nil, nil,
		types.NewTuple(types.NewParam(token.NoPos, nil, "", errorType)),
		types.NewTuple(types.NewParam(token.NoPos, nil, "", types.Typ[types.Bool])), false)
)

// IsNamed reports whether t is the type of that name in a package, through aliases.
func IsNamed(t types.Type, path func(string) bool, name string) bool {
	n, isNamed := types.Unalias(t).(*types.Named)
	if !isNamed {
		return false
	}
	obj := n.Obj()
	return obj.Name() == name && obj.Pkg() != nil && path(obj.Pkg().Path())
}

// isPointerTo does what IsNamed does for a pointer to the type.
func isPointerTo(t types.Type, path func(string) bool, name string) bool {
	p, isPointer := types.Unalias(t).(*types.Pointer)
	return isPointer && IsNamed(p.Elem(), path, name)
}

// IsResponse reports whether t is *http.Response.
func IsResponse(t types.Type) bool { return isPointerTo(t, pathIs("net/http"), "Response") }

func pathIs(want string) func(string) bool {
	return func(path string) bool { return path == want }
}

// generic reports whether t still needs type arguments.
func generic(t types.Type) bool {
	switch t := t.(type) {
	case *types.Alias:
		return t.TypeParams().Len() > t.TypeArgs().Len()
	case *types.Named:
		return t.TypeParams().Len() > t.TypeArgs().Len()
	case *types.Signature:
		return t.TypeParams().Len() > 0
	}
	return false
}

// ReturnsError reports whether a method's last result is an error, the type itself and no other that implements it.
func ReturnsError(sig *types.Signature) bool {
	n := sig.Results().Len()
	return n > 0 && types.Identical(sig.Results().At(n-1).Type(), errorType)
}
