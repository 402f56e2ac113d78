package directive

import "go/ast"

// methodAt returns the method in a file of another generator whose comment rd is in, or nil.
func (r *reader) methodAt(rd *rawDirective) *ast.FuncDecl {
	if !r.generated {
		return nil
	}
	for _, d := range r.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Doc != nil && f.Doc.Pos() <= rd.pos && rd.pos < f.Doc.End() {
			return f
		}
	}
	return nil
}

// ReceiverName returns the name of a method's receiver's type; empty where there is none.
func ReceiverName(method *ast.FuncDecl) string {
	if method.Recv == nil || len(method.Recv.List) == 0 {
		return ""
	}
	x := method.Recv.List[0].Type
	for {
		switch t := x.(type) {
		case *ast.Ident:
			return t.Name
		case *ast.StarExpr:
			x = t.X
		case *ast.ParenExpr:
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.IndexListExpr:
			x = t.X
		default:
			return ""
		}
	}
}
