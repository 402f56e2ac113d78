package resolve

import (
	"go/ast"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// indexDocs records the documentation of a declared type, and of its methods if it is an interface.
func (r *resolver) indexDocs(spec *ast.TypeSpec, declaration *ast.CommentGroup) {
	r.docs[r.Info.Defs[spec.Name]] = []*ast.CommentGroup{declaration, spec.Doc}
	ast.Inspect(spec.Type, func(n ast.Node) bool {
		if literal, ok := n.(*ast.InterfaceType); ok {
			for _, field := range literal.Methods.List {
				for _, name := range field.Names {
					r.docs[r.Info.Defs[name]] = []*ast.CommentGroup{field.Doc}
				}
			}
		}
		return true
	})
}

// deprecated returns the paragraph that says that a type or a method is deprecated, or nothing.
func (r *resolver) deprecated(obj types.Object) string {
	if docs, isOurs := r.docs[obj]; isOurs {
		return directive.Deprecation(docs...)
	}
	if r.Deprecated == nil || obj.Pkg() == nil || obj.Pkg().Path() == r.Pkg.Path() {
		return ""
	}
	return r.Deprecated(obj)
}

// lintIgnores returns the comments that stop staticcheck from reporting deprecated names in a generated file: those of
// its source, or one for a deprecated interface of another package. Staticcheck reports nothing inside deprecated
// functions, but the interface is named outside of functions too.
func (r *resolver) lintIgnores(f *ast.File, decorators []*plan.Decorator) []string {
	lines := directive.LintIgnores(f)
	if len(lines) > 0 || r.Destination == nil {
		return lines
	}
	for _, d := range decorators {
		if d.Deprecated != "" {
			return []string{"//lint:file-ignore SA1019 " + d.Interface.Name() + " is deprecated, and so is what decorates it."}
		}
	}
	return nil
}
