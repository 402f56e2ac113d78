package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"strconv"
)

// A taken knows the names that nothing generated may have.
type taken struct {
	*resolver
	by      map[string]token.Pos       // what this run generates, by where it was asked for
	uses    map[string][]use           // in files that are only parsed
	imports map[string]*ast.ImportSpec // of the package's own files, by the name that they have there
	dots    []dotImport
}

// A dotImport brings a package's exported names into a file.
type dotImport struct {
	pkg  *types.Package
	spec *ast.ImportSpec
}

func newTaken(r *resolver) *taken {
	t := &taken{resolver: r, by: map[string]token.Pos{}, imports: map[string]*ast.ImportSpec{}}
	if r.Into != nil {
		t.uses = usesIn(r.Into.Files, r.filename)
		return t
	}
	t.uses = usesIn(r.Rest, r.filename)
	for _, f := range r.Files {
		for _, spec := range f.Imports {
			imported := r.Info.PkgNameOf(spec)
			if imported == nil {
				continue
			}
			if name := importName(spec, imported); t.imports[name] == nil {
				t.imports[name] = spec
			}
			if imported.Name() == "." {
				t.dots = append(t.dots, dotImport{imported.Imported(), spec})
			}
		}
	}
	return t
}

// holder says what has a name where a file that is under a build constraint declares it, and where, or returns "".
func (t *taken) holder(name, constraint string) (what string, at token.Pos) {
	if pos, has := t.by[name]; has {
		return "is already generated for something else", pos
	}
	if t.Into == nil {
		if obj := t.declaredAs(name); obj != nil && !t.isOwn(obj) {
			return "is declared in package " + t.Pkg.Name(), obj.Pos()
		}
	}
	for _, u := range t.uses[name] {
		if !mayMeet(u.constraint, constraint) {
			continue
		}
		filename := filepath.Base(t.Fset.Position(u.name.Pos()).Filename)
		if u.isImport {
			return "is already used by an import in " + filename, u.name.Pos()
		}
		return "is declared in " + filename, u.name.Pos()
	}
	if spec := t.imports[name]; spec != nil {
		return "is already used by an import", spec.Pos()
	}
	for _, dot := range t.dots {
		if ast.IsExported(name) && dot.pkg.Scope().Lookup(name) != nil {
			return "comes with the dot import of \"" + dot.pkg.Path() + "\"", dot.spec.Pos()
		}
	}
	return "", token.NoPos
}

// free takes the first of name, name2, name3… that nothing has where a file that is under a build constraint declares it, nor is
// among hidden.
func (t *taken) free(name, constraint string, hidden map[string]bool) string {
	candidate := name
	for n := 2; ; n++ {
		if holder, _ := t.holder(candidate, constraint); holder == "" && !hidden[candidate] {
			t.by[candidate] = token.NoPos
			return candidate
		}
		candidate = name + strconv.Itoa(n)
	}
}

// importName returns the name that an import has in its file. A package that nothing outside of function bodies needs may
// not have been loaded: then it is probably called as its path ends.
func importName(spec *ast.ImportSpec, name *types.PkgName) string {
	if spec.Name == nil && !token.IsIdentifier(name.Name()) {
		return path.Base(name.Imported().Path())
	}
	return name.Name()
}
