package resolve

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// An expression is a value that is Go code, type-checked.
type expression struct {
	directive.Expr
	base      token.Pos // the position of Text's start in syntax
	syntax    ast.Expr
	value     types.TypeAndValue
	info      *types.Info
	variables []*variable // that it may name
	whose     string      // before them in messages, as in inquiry
	renamed   []string    // names that it now has for some of them, each followed by the one that was written
}

// span returns the position of a node of the expression in the annotation.
func (e *expression) span(n ast.Node) span {
	return span{e.At(int(n.Pos() - e.base)), e.At(int(n.End() - e.base))}
}

func (e *expression) spanOf() span { return exprSpan(e.Expr) }

func exprSpan(e directive.Expr) span { return span{e.Pos, e.End} }

// maxDepth is how deep an expression may be nested: a || b || c is nested two deep. The time that it takes to print one grows with
// the square of that.
const maxDepth = 1000

// tooDeep returns a part of an expression that is nested deeper than maxDepth, or nil.
func tooDeep(x ast.Expr) (found ast.Node) {
	ast.PreorderStack(x, nil, func(n ast.Node, above []ast.Node) bool {
		if found == nil && len(above) >= maxDepth {
			found = n
		}
		return found == nil
	})
	return found
}

// checkExpression parses and type-checks an expression as Go would at package level, with variables in scope as well. It
// reports what is wrong under code, with what was expected, and returns nil then.
func (s *scope) checkExpression(e directive.Expr, code, expected string, variables ...*variable) *expression {
	return s.checkExpressionOf("", e, code, expected, variables)
}

// checkExpressionOf does the same for the method that whose names.
func (s *scope) checkExpressionOf(whose string, e directive.Expr, code, expected string, variables []*variable) *expression {
	fset := token.NewFileSet()
	syntax, err := parser.ParseExprFrom(fset, "", e.Text, 0)
	if err != nil {
		at, msg := exprSpan(e), err.Error()
		var list scanner.ErrorList
		if key := keyOfNames(code); key != "" {
			s.errorf(at, code, "%s in %s is not a name; expected %s", strconv.Quote(e.Text), key, expected).Hint = misplacedValueHint(key, e.Text)
			return nil
		}
		if errors.As(err, &list) && len(list) > 0 {
			at, msg = span{pos: e.At(list[0].Pos.Offset)}, strings.ReplaceAll(list[0].Msg, "'EOF'", "the end of the value")
		}
		s.errorf(at, code, "%s; expected %s", msg, expected)
		return nil
	}
	if n := tooDeep(syntax); n != nil {
		at := span{e.At(int(n.Pos()) - 1), e.At(int(n.End()) - 1)}
		s.errorf(at, code, "the expression is nested more than %d deep here; expected %s", maxDepth, expected).Hint = "declare a function, and call it"
		return nil
	}
	x := &expression{Expr: e, base: 1, syntax: ast.Unparen(syntax), variables: variables, whose: whose, info: &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Instances:  map[*ast.Ident]types.Instance{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes:     map[ast.Node]*types.Scope{},
	}}

	if s.reportCall(e, syntax, code, expected) {
		return nil
	}

	// Names are checked in a package with the same path that declares only what the expression names: the real one is shared
	// with others, and its scope must not see err.
	pkg := types.NewPackage(s.Pkg.Path(), s.Pkg.Name())
	s.declareVariables(x, pkg)
	if !s.bind(x, pkg) {
		return nil
	}
	if err := types.CheckExpr(fset, pkg, token.NoPos, syntax, x.info); err != nil {
		at, msg := exprSpan(e), err.Error()
		var te types.Error
		if errors.As(err, &te) {
			at, msg = span{pos: e.At(int(te.Pos - x.base))}, strings.NewReplacer(x.renamed...).Replace(te.Msg)
		}
		s.errorf(at, code, "%s; %sexpected %s", msg, whose, expected)
		return nil
	}
	if s.Destination != nil && !s.checkUsable(x) {
		return nil
	}
	x.value = x.info.Types[x.syntax]
	if x.value.Type == nil { // go/types records nothing for an expression whose type is unknown
		x.value.Type = types.Typ[types.Invalid]
	}
	return x
}

// bind declares in pkg what the free names of x mean, and reports those that mean nothing.
func (s *scope) bind(x *expression, pkg *types.Package) bool {
	free := freeNames(x.syntax)
	fine := true
	for _, n := range free.names {
		at := x.span(n.ident)
		f, v := s.lookupFree(n, pkg, free.lenient[n.ident.Name], at)
		switch {
		case v == missing && free.lenient[n.ident.Name]:
			// Declared inside of a function literal, or the field of a struct: the type checker knows.
		case v == missing && n.selector != nil:
			s.reportQualifier(x, n.ident.Name, at)
			fine = false
		case v == missing:
			s.reportName(x, n.ident.Name, at)
			fine = false
		case v == reported:
			fine = false
		case f.pkg != nil:
			pkg.Scope().Insert(types.NewPkgName(token.NoPos, pkg, n.ident.Name, f.pkg))
			if n.selector != nil && !free.lenient[n.ident.Name] && !s.checkMember(n.selector, f.pkg, x.span(n.selector)) {
				fine = false
			}
		default:
			s.warnNotEverywhere(f.object, at)
			pkg.Scope().Insert(f.object)
		}
	}
	return fine
}

// lookupFree looks up a free name: first among the names that are bound already, such as parameters, then where the
// annotation is.
func (s *scope) lookupFree(n freeName, pkg *types.Package, lenient bool, at span) (found, verdict) {
	switch bound := pkg.Scope().Lookup(n.ident.Name).(type) {
	case nil:
	case *types.PkgName:
		return found{pkg: bound.Imported()}, ok
	default:
		return found{object: bound}, ok
	}
	if n.selector != nil && !lenient {
		return s.lookupQualifier(n.selector, n.ident.Name, at)
	}
	return s.lookup(n.ident.Name)
}

// object returns the package-level object if the expression is just its name, qualified or not, and otherwise nil.
func (x *expression) object() types.Object {
	return x.named(x.syntax)
}

func (x *expression) named(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return x.info.Uses[e]
	case *ast.SelectorExpr:
		id, _ := e.X.(*ast.Ident)
		if _, isPkg := x.info.Uses[id].(*types.PkgName); isPkg {
			return x.info.Uses[e.Sel]
		}
	}
	return nil
}
