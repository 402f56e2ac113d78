package analyzer

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// newInput returns what a pass knows about its package, without the files. The annotations of each file are read once.
func (c *checker) newInput(pass *analysis.Pass, files files) resolve.Input {
	var cache directive.Cache
	return resolve.Input{
		Fset: pass.Fset, Pkg: pass.Pkg, Info: pass.TypesInfo, TypeErrors: pass.TypeErrors,
		Directives: func(f *ast.File) (*directive.File, []diag.Diagnostic) {
			text, err := pass.ReadFile(pass.Fset.File(f.FileStart).Name())
			if err != nil {
				text = nil
			}
			return cache.Read(pass.Fset, f, text)
		},
		Import: imports(pass.Pkg), Std: c.std,
		IsGenerated: func(filename string) bool { return files.generated[filename] != nil },
	}
}

// imports returns a function that finds the packages that a package imports, directly or through others. It does not
// find incomplete ones: export data has only the part of an indirect import that other packages use, which does not
// show what is missing in it.
func imports(pkg *types.Package) func(path string) (*types.Package, error) {
	known := map[string]*types.Package{}
	var add func(p *types.Package)
	add = func(p *types.Package) {
		for _, imported := range p.Imports() {
			if known[imported.Path()] == nil {
				known[imported.Path()] = imported
				add(imported)
			}
		}
	}
	add(pkg)
	return func(path string) (*types.Package, error) {
		if p := known[path]; p != nil && p.Complete() {
			return p, nil
		}
		return nil, resolve.ErrUnchecked
	}
}

// std returns the standard packages that have a name. If the folder of the standard library is not found, it returns
// the name itself, as a package that is not checked.
func (c *checker) std(name string) []string {
	if !c.library.Has("errors") {
		return []string{name}
	}
	return c.library.ByName(name)
}
