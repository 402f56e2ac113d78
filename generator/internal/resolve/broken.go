package resolve

import (
	"fmt"
	"go/ast"
	"go/types"
	"iter"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// reportBroken reports, both to the user and to the caller, what keeps an annotated declaration from being known: the type
// checker's errors inside of it, and types of its method set that did not resolve. Errors elsewhere in the package
// are none of its business: the code may well use a decorator that is still to be generated.
func (s *scope) reportBroken(i *directive.Interface) bool {
	found := false
	var last *diag.Diagnostic // whose second half may follow, wherever it lies
	for _, e := range s.TypeErrors {
		if more, isMore := strings.CutPrefix(e.Msg, "\t"); isMore {
			if last != nil {
				last.Related = append(last.Related, s.related(e.Pos, more)...)
			}
			continue
		}
		last = nil
		if within(e, i.Spec) {
			last = s.errorf(span{pos: e.Pos}, BrokenInterface, "%s cannot be decorated: %s", i.Spec.Name.Name, e.Msg)
			s.explainUndefined(last, e)
			found = true
		}
	}
	if found {
		return true
	}
	if lit, isLiteral := ast.Unparen(i.Spec.Type).(*ast.InterfaceType); isLiteral {
		for _, f := range lit.Methods.List {
			found = s.reportBrokenPart(i, f.Type) || found
		}
		return found
	}
	return s.reportBrokenPart(i, i.Spec.Type)
}

// explainUndefined adds to the report of an undefined name that it may come from a package which could not be loaded.
func (s *scope) explainUndefined(f *diag.Diagnostic, e types.Error) {
	name, isName := strings.CutPrefix(e.Msg, "undefined: ")
	if !isName || strings.Contains(name, ".") {
		return
	}
	if u := s.unloadedCalled(name); u != nil {
		f.Message += fmt.Sprintf(", because package %q could not be loaded", u.path)
		f.Hint = goGet(u.path)
		return
	}
	if ast.IsExported(name) {
		mentionUnloaded(f, s.unloadedDots(), "it is declared in")
	}
}

// reportBrokenPart reports a part of a declaration, a method's signature or an interface, that uses an unknown type.
func (s *scope) reportBrokenPart(i *directive.Interface, e ast.Expr) bool {
	name := i.Spec.Name.Name
	if unknown := s.invalidNode(e); unknown != nil {
		f := s.errorf(span{unknown.Pos(), unknown.End()}, BrokenInterface, "%s cannot be decorated: the type %s is not known", name, typeExpr(unknown))
		if sel, isSelector := unknown.(*ast.SelectorExpr); isSelector {
			id, _ := sel.X.(*ast.Ident)
			if pkg, isPkg := s.Info.Uses[id].(*types.PkgName); isPkg && !pkg.Imported().Complete() {
				f.Message += fmt.Sprintf(", because package %q could not be loaded", pkg.Imported().Path())
				f.Hint = goGet(pkg.Imported().Path())
			}
		}
		return true
	}
	t := s.Info.TypeOf(e)
	if lost := lostIn(t); lost != nil {
		s.errorf(span{e.Pos(), e.End()}, BrokenInterface, "%s cannot be decorated: the methods of %s are not known, since its declaration does not compile", name, s.typeString(lost))
		return true
	}
	for m := range methodsOf(t) {
		if broken(m.Type()) {
			f := s.errorf(span{e.Pos(), e.End()}, BrokenInterface, "%s cannot be decorated: %s has the method %s, whose types are not all known", name, typeExpr(e), m.Name())
			f.Related = s.cause(m)
			return true
		}
	}
	return false
}

// methodsOf yields the methods of an interface; of another type none.
func methodsOf(t types.Type) iter.Seq[*types.Func] {
	if iface, ok := t.Underlying().(*types.Interface); ok {
		return iface.Methods()
	}
	return func(func(*types.Func) bool) {}
}

// lostIn returns t or a type that it embeds, if it is not known what that is: its declaration does not compile, or it embeds itself. It is nil
// where there is none.
func lostIn(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.Invalid {
			return t
		}
	case *types.Interface:
		for e := range u.EmbeddedTypes() {
			if lost := lostIn(e); lost != nil {
				return lost
			}
		}
	}
	return nil
}

// cause returns the place of what the type checker reported about an embedded method, or else of the method.
func (s *scope) cause(m *types.Func) []diag.Related {
	for _, spec := range s.specs {
		if spec.Pos() <= m.Pos() && m.Pos() < spec.End() {
			for _, e := range s.TypeErrors {
				if within(e, spec) {
					return s.related(e.Pos, e.Msg)
				}
			}
		}
	}
	return s.related(m.Pos(), m.Name()+" is declared here")
}

// invalidNode returns the smallest type expression in e whose type is unknown, or nil.
func (s *scope) invalidNode(e ast.Expr) ast.Expr {
	var unknown ast.Expr
	ast.Inspect(e, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
			x := n.(ast.Expr)
			// The type of a builtin function, as in [len("abc")]byte, is none.
			if tv, known := s.Info.Types[x]; unknown == nil && known && !tv.IsBuiltin() && broken(tv.Type) {
				unknown = x
			}
		}
		return unknown == nil
	})
	return unknown
}

// within reports whether a type error is inside a declaration.
func within(e types.Error, n ast.Node) bool {
	return n.Pos() <= e.Pos && e.Pos < n.End()
}
