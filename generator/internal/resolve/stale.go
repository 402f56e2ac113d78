package resolve

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// NestedDecorators is the code of a warning about code that uses decorators. It is not among [Rules], since no annotation is the reason.
const NestedDecorators = "nested-decorators"

// StaleFile is the code of [StaleWarning]. It is not among [Rules], since no annotation is the reason.
const StaleFile = "stale-file"

// StaleWarning is the warning that a generated file of that name does not match the annotations of its source, at the
// first interface there.
func StaleWarning(fset *token.FileSet, f *plan.File, filename string) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Warning, Code: StaleFile, Pos: fset.Position(f.Decorators[0].Interface.Pos()),
		Message: filepath.Base(filename) + " is stale: it does not match the annotations here",
		Hint:    "run backoffgen",
	}
}

// SaysOther reports whether a generated file says that a method of f has another policy than it has. It knows that from the
// comments of the generated methods, without generating anything; what no comment says may still be another.
func SaysOther(f *plan.File, generated *ast.File) bool {
	says := map[string]string{} // what the comments say, by type and method
	for _, decl := range generated.Decls {
		if method, ok := decl.(*ast.FuncDecl); ok && method.Doc != nil {
			says[directive.ReceiverName(method)+"."+method.Name.Name] = oneLine(method.Doc.Text())
		}
	}
	for _, d := range f.Decorators {
		for _, m := range d.Methods {
			said := says[d.Name+"."+m.Name]
			if said == "" {
				continue // one that is missing is the compiler's to report
			}
			meant := plan.NotRetried
			if m.Policy != nil {
				meant = m.Policy.Written(m.Name) + "."
			}
			if !strings.Contains(said, oneLine(meant)) {
				return true
			}
		}
	}
	return false
}
