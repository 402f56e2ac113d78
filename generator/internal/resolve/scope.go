package resolve

import (
	"errors"
	"go/ast"
	"go/types"
	"maps"
	"path"
	"slices"
	"strconv"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A scope finds names as Go would in one file, and further in the places that annotations may use: the file's
// //backoff:import lines, and the standard library if only one of its packages has the name.
type scope struct {
	*resolver
	imports        map[string]*types.Package // by the name they have in this file
	dots           []*types.Package
	commentImports []*commentImport
	unloaded       []*unloaded
	packageNames   map[string]string // the result of aliases

	constraint string        // that the file is under
	classes    []*plan.Class // the predicates over clients' errors that the file's policies share
}

// A commentImport is the package of a //backoff:import line.
type commentImport struct {
	directive.Import
	name string
	pkg  *types.Package // nil when it could not be loaded, which has been reported
	used bool
}

func (d *commentImport) span() span { return textSpan(d.PathPos, strconv.Quote(d.Path)) }

func (r *resolver) newScope(f *ast.File, imports []directive.Import) *scope {
	s := &scope{resolver: r, imports: map[string]*types.Package{}}
	for _, spec := range f.Imports {
		name := r.Info.PkgNameOf(spec)
		if name == nil || name.Name() == "_" {
			continue
		}
		if u := newUnloaded(spec, name.Imported()); u != nil {
			s.unloaded = append(s.unloaded, u)
		} else if name.Name() == "." {
			s.dots = append(s.dots, name.Imported())
		} else {
			s.imports[name.Name()] = name.Imported()
		}
	}
	for _, imp := range imports {
		s.addImport(imp)
	}
	s.packageNames = s.aliases()
	return s
}

// addImport loads the package of a //backoff:import line.
func (s *scope) addImport(imp directive.Import) {
	d := &commentImport{Import: imp, name: imp.Name}
	if d.name == "" {
		d.name = path.Base(imp.Path) // until its real name is known
	}
	s.commentImports = append(s.commentImports, d)
	pkg, err := s.importPackage(imp.Path)
	if err != nil {
		d.used = true // one diagnostic about it is enough
		if imp.Name == "" {
			s.unloaded = append(s.unloaded, &unloaded{path: imp.Path, reported: true, unchecked: errors.Is(err, ErrUnchecked)})
		}
		s.reportLoad(d.span(), imp.Path, err)
		return
	}
	d.pkg = pkg
	at := d.span()
	if imp.Name == "" {
		d.name = pkg.Name()
	} else {
		at = textSpan(imp.NamePos, imp.Name)
	}
	s.reportClash(d, at)
}

// reportClash reports a //backoff:import whose name always means something else, by Go's own rules.
func (s *scope) reportClash(d *commentImport, at span) {
	if declared := s.declaredAs(d.name); declared != nil {
		d.used = true
		f := s.errorf(at, ClashingImport, "%s is declared in package %s: the //backoff:import needs another alias", d.name, s.Pkg.Name())
		f.Related = s.related(declared.Pos(), d.name+" is declared here")
		return
	}
	if imported := s.imports[d.name]; imported != nil && imported.Path() != d.Path {
		d.used = true
		s.errorf(at, ClashingImport, "this file imports %q as %s: the //backoff:import needs another alias", imported.Path(), d.name)
		return
	}
	for _, other := range s.commentImports {
		written := other.Name != "" && d.Name != "" // a repeated alias is found when the annotations are read
		if other != d && other.name == d.name && other.Path != d.Path && !written {
			d.used = true
			f := s.errorf(at, ClashingImport, "%s is already the name of %q: one of the two needs another alias", d.name, other.Path)
			f.Related = s.related(other.Pos, "the other //backoff:import")
			return
		}
	}
}

// reportUnused reports the //backoff:import lines that no annotation needs.
func (s *scope) reportUnused() {
	for _, d := range s.commentImports {
		if d.used {
			continue
		}
		if imported := s.imports[d.name]; imported != nil {
			s.warnf(span{d.Pos, d.span().end}, UnusedImport, "this file already imports %q: the //backoff:import is not needed", d.Path)
			continue
		}
		s.warnf(span{d.Pos, d.span().end}, UnusedImport, "no annotation of this file uses %q", d.Path)
	}
}

// aliases returns the names that the file has for packages, by path, if they are not the packages' own names; "" for a
// dot import.
func (s *scope) aliases() map[string]string {
	aliases := map[string]string{}
	for _, pkg := range s.dots {
		aliases[pkg.Path()] = ""
	}
	for _, d := range s.commentImports {
		if d.pkg != nil && d.name != d.pkg.Name() {
			aliases[d.pkg.Path()] = d.name
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.imports)) {
		aliases[s.imports[name].Path()] = name
	}
	for name, pkg := range s.imports {
		if name == pkg.Name() {
			delete(aliases, pkg.Path())
		}
	}
	return aliases
}

// typeString writes a type as it would be written in the file.
func (s *scope) typeString(t types.Type) string {
	return typeText(t, func(p *types.Package) string {
		if p.Path() == s.Pkg.Path() {
			return ""
		}
		if alias, has := s.packageNames[p.Path()]; has {
			return alias
		}
		return p.Name()
	})
}
