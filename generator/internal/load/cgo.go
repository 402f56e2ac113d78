package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// packageC returns a package that stands for the C of a candidate's files. It has a type for every name that they use:
// to find out what these types are would take a C compiler, and methods can be generated without knowing.
func (c *candidate) packageC() *types.Package {
	// No import path has a space, so that the C types of one package are not those of another.
	pkg := types.NewPackage(c.path+" C", "C")
	for _, f := range c.files {
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "C" && pkg.Scope().Lookup(s.Sel.Name) == nil {
				name := types.NewTypeName(token.NoPos, pkg, s.Sel.Name, nil)
				types.NewNamed(name, cType(s.Sel.Name), nil)
				pkg.Scope().Insert(name)
			}
			return true
		})
	}
	pkg.MarkComplete()
	return pkg
}

// cType returns the Go type that a C type is based on, if that is certain, and otherwise an empty struct.
func cType(name string) types.Type {
	switch name {
	case "char", "schar":
		return types.Typ[types.Int8]
	case "uchar":
		return types.Typ[types.Uint8]
	case "short":
		return types.Typ[types.Int16]
	case "ushort":
		return types.Typ[types.Uint16]
	case "int":
		return types.Typ[types.Int32]
	case "uint":
		return types.Typ[types.Uint32]
	case "longlong":
		return types.Typ[types.Int64]
	case "ulonglong":
		return types.Typ[types.Uint64]
	case "float":
		return types.Typ[types.Float32]
	case "double":
		return types.Typ[types.Float64]
	}
	return types.NewStruct(nil, nil)
}

// isUnexportedC reports whether an error is about a lower-case name of package C, which is allowed there.
func isUnexportedC(e types.Error) bool {
	return strings.HasPrefix(e.Msg, "name ") && strings.HasSuffix(e.Msg, " not exported by package C")
}
