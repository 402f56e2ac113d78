package resolve

import (
	"go/ast"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
)

// A found is what a name stands for: an object, or a package.
type found struct {
	object types.Object
	pkg    *types.Package
}

// A verdict says how a look-up ended.
type verdict int

const (
	missing  verdict = iota // there is nothing of that name
	ok                      // it was found
	reported                // there is something, but it cannot be used, and a diagnostic says so
)

// lookup finds an unqualified name in Go's order: the package's scope, the file's imports, then the packages of
// //backoff:import lines, and the predeclared names.
func (s *scope) lookup(name string) (found, verdict) {
	if obj := s.declaredAs(name); obj != nil {
		return found{object: obj}, ok
	}
	if pkg := s.imports[name]; pkg != nil {
		return found{pkg: pkg}, ok
	}
	for _, pkg := range s.dots {
		if obj := pkg.Scope().Lookup(name); obj != nil && obj.Exported() {
			return found{object: obj}, ok
		}
	}
	for _, d := range s.commentImports {
		if d.name == name {
			d.used = true
			if d.pkg == nil {
				return found{}, reported
			}
			return found{pkg: d.pkg}, ok
		}
	}
	if obj := types.Universe.Lookup(name); obj != nil {
		return found{object: obj}, ok
	}
	return found{}, missing
}

// lookupQualifier finds the name before the dot of a qualified name: as lookup does, and then in the standard library
// if only one of its packages has the name.
func (s *scope) lookupQualifier(sel *ast.SelectorExpr, name string, at span) (found, verdict) {
	f, v := s.lookup(name)
	if v != missing {
		return f, v
	}
	if u := s.unloadedCalled(name); u != nil {
		s.reportUnloaded(at, types.ExprString(sel), u)
		return found{}, reported
	}
	if s.Std == nil {
		return found{}, missing
	}
	paths := s.Std(name)
	switch len(paths) {
	case 0:
		return found{}, missing
	case 1:
		pkg, err := s.importPackage(paths[0])
		if err != nil {
			s.reportLoad(at, paths[0], err)
			return found{}, reported
		}
		return found{pkg: pkg}, ok
	}
	paths = slices.Sorted(slices.Values(paths))
	d := s.errorf(at, AmbiguousName, "%s could be %s", name, quotedList(paths))
	d.Hint = `say which: //backoff:import "` + paths[0] + `"`
	return found{}, reported
}

// reportName reports an unqualified name in x that means nothing.
func (s *scope) reportName(x *expression, name string, at span) {
	known := append(s.declaredNames(), types.Universe.Names()...)
	for _, pkg := range s.dots {
		known = append(known, exportedNames(pkg)...)
	}
	f := s.errorf(at, UnknownName, "%s is not declared in package %s%s", name, s.Pkg.Name(), x.orIn(""))
	f.Hint = didYouMean(name, append(x.variableNames(), known...))
	if u := s.excludedUse(name); u != nil {
		f.Hint = "it is declared only in builds for " + u.constraint
		f.Related = s.related(u.name.Pos(), name+" is declared here")
	}
	mentionUnloaded(f, s.unloadedDots(), "it is declared in")
}

// reportQualifier reports a name before a dot in x that means nothing.
func (s *scope) reportQualifier(x *expression, name string, at span) {
	if i := slices.IndexFunc(s.unloaded, func(u *unloaded) bool { return u.unchecked }); i >= 0 {
		s.warnf(at, NotLoaded, "whether package %q is called %s is %v", s.unloaded[i].path, name, ErrUnchecked)
		return
	}
	known := slices.Concat(x.variableNames(), slices.Sorted(maps.Keys(s.imports)), s.declaredNames())
	for _, d := range s.commentImports {
		known = append(known, d.name)
	}
	nowhere := "this file imports no package called " + name + ", and the standard library has none"
	if names := x.orIn("it "); names != "" {
		nowhere = "this file imports no package called " + name + ", the standard library has none" + names
	}
	f := s.errorf(at, UnknownName, "%s", nowhere)
	if len(x.variables) > 0 && isNumbered(name) {
		f.Hint = didYouMean(name, x.variableNames()) // it is about the method
		return
	}
	f.Hint = didYouMean(name, known)
	if f.Hint == "" {
		f.Hint = `make it known: //backoff:import "path/to/` + name + `"`
		mentionUnloaded(f, s.unloadedPaths(), "that is the name of")
	}
}

// checkMember checks that a package has an exported name, and reports what is wrong.
func (s *scope) checkMember(sel *ast.SelectorExpr, pkg *types.Package, at span) bool {
	name, written := sel.Sel.Name, types.ExprString(sel)
	obj := pkg.Scope().Lookup(name)
	switch {
	case obj == nil && isUnloaded(pkg):
		s.reportUnloaded(at, written, &unloaded{path: pkg.Path()})
	case obj == nil:
		f := s.errorf(at, UnknownName, "package %s has no %s", pkg.Name(), name)
		f.Hint = didYouMean(name, exportedNames(pkg))
	case !obj.Exported():
		s.errorf(at, UnexportedName, "%s is unexported: only package %s can use it", written, pkg.Name())
	default:
		return true
	}
	return false
}

func exportedNames(pkg *types.Package) []string {
	return slices.DeleteFunc(pkg.Scope().Names(), func(name string) bool { return !ast.IsExported(name) })
}

// The runtime, and how to get it.
const (
	runtimePath  = "github.com/backoffgen/backoffgen/runtime"
	goGetRuntime = "go get " + runtimePath
)

// IsRuntime reports whether a path is the runtime's, vendored or not.
func IsRuntime(importPath string) bool {
	return importPath == runtimePath || strings.HasSuffix(importPath, path.Join("/vendor", runtimePath))
}

// quotedList joins paths as in a sentence: "a", "b" or "c".
func quotedList(paths []string) string {
	quoted := make([]string, len(paths))
	for i, p := range paths {
		quoted[i] = `"` + p + `"`
	}
	last := len(quoted) - 1
	if last == 0 {
		return quoted[0]
	}
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}
