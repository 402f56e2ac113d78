package resolve

import (
	"go/ast"
	"path/filepath"
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// declaredIn returns the names that files declare, sorted.
func declaredIn(files []*ast.File) []string {
	var names []string
	for _, f := range files {
		for id := range directive.Declared(f) {
			names = append(names, id.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// declaredAlways returns where a name is declared in one of the files that are under no build constraint, or nil. What is
// under one may be there for when the generated file is not.
func declaredAlways(files []*ast.File, filename func(*ast.File) string, name string) *ast.Ident {
	for _, f := range files {
		if constraintOf(filepath.Base(filename(f)), f) != "" {
			continue
		}
		for id := range directive.Declared(f) {
			if id.Name == name {
				return id
			}
		}
	}
	return nil
}
