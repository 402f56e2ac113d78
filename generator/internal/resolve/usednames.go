package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"strconv"
)

// usedNames are the names that are in use in the package that decorators are written into.
type usedNames struct {
	*resolver
	generated map[string]token.Pos       // what this run generates: where the name comes from
	uses      map[string][]use           // in files that are only parsed
	imports   map[string]*ast.ImportSpec // of the package's own files, by the name that they have there
	dots      []dotImport
}

// A dotImport brings a package's exported names into a file.
type dotImport struct {
	pkg  *types.Package
	spec *ast.ImportSpec
}

func newUsedNames(r *resolver) *usedNames {
	t := &usedNames{resolver: r, generated: map[string]token.Pos{}, imports: map[string]*ast.ImportSpec{}}
	if r.Destination != nil {
		t.uses = usesIn(r.Destination.Files, r.filename)
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

// user says what uses a name, and where, in files that can be built together with one under a constraint; it is empty
// if nothing does.
func (t *usedNames) user(name, constraint string) (what string, at token.Pos) {
	if pos, has := t.generated[name]; has {
		return "is already generated for something else", pos
	}
	if t.Destination == nil {
		if obj := t.declaredAs(name); obj != nil && !t.isGenerated(obj) {
			return "is declared in package " + t.Pkg.Name(), obj.Pos()
		}
	}
	for _, u := range t.uses[name] {
		if !mayBuildTogether(u.constraint, constraint) {
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

// claimFree reserves the first of name, name2, name3 and so on that nothing uses in files that can be built together
// with one under a constraint, and that is not among hidden.
func (t *usedNames) claimFree(name, constraint string, hidden map[string]bool) string {
	candidate := name
	for n := 2; ; n++ {
		if user, _ := t.user(candidate, constraint); user == "" && !hidden[candidate] {
			t.generated[candidate] = token.NoPos
			return candidate
		}
		candidate = name + strconv.Itoa(n)
	}
}

// importName returns the name that an import has in its file. A package that is used only inside function bodies may
// not have been loaded: then its name is guessed from its path.
func importName(spec *ast.ImportSpec, name *types.PkgName) string {
	if spec.Name == nil && !token.IsIdentifier(name.Name()) {
		return path.Base(name.Imported().Path())
	}
	return name.Name()
}
