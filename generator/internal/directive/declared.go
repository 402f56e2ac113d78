package directive

import (
	"go/ast"
	"iter"
)

// Declared returns the name of every package-level declaration of a file.
func Declared(f *ast.File) iter.Seq[*ast.Ident] {
	return func(yield func(*ast.Ident) bool) {
		for _, d := range f.Decls {
			for _, name := range declaredBy(d) {
				if !yield(name) {
					return
				}
			}
		}
	}
}

func declaredBy(d ast.Decl) []*ast.Ident {
	var names []*ast.Ident
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names = append(names, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name)
			case *ast.ValueSpec:
				names = append(names, spec.Names...)
			}
		}
	}
	return names
}
