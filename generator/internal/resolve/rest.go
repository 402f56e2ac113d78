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

// A use is a declaration or an import that uses a name, in a file that is only parsed.
type use struct {
	name       *ast.Ident
	isImport   bool
	constraint string // that the file is under
}

// usesIn returns the uses of names in files, by name: their declarations, and the names of their imports.
func usesIn(files []*ast.File, filename func(*ast.File) string) map[string][]use {
	uses := map[string][]use{}
	for _, f := range files {
		under := constraintOf(filepath.Base(filename(f)), f)
		for id := range directive.Declared(f) {
			uses[id.Name] = append(uses[id.Name], use{id, false, under})
		}
		for _, spec := range f.Imports {
			if id := spec.Name; id != nil && id.Name != "." && id.Name != "_" {
				uses[id.Name] = append(uses[id.Name], use{id, true, under})
			}
		}
	}
	return uses
}
