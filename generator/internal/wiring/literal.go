package wiring

import (
	"go/ast"
	"go/constant"
	"go/types"
	"reflect"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// Policy returns what a shared policy is declared to be: a variable with a literal, or a function that does nothing but return one.
// It is nil where that is not in this code, or where a value is known to the running program only.
func (c *Code) Policy(name string) *plan.Policy {
	lit, ok := literal(c.value(name))
	if !ok || !isOfRuntime(c.Info.TypeOf(lit), "Policy") {
		return nil
	}
	p := &plan.Policy{}
	for key, value := range fields(lit) {
		if !c.setPolicy(p, key, value) {
			return nil
		}
	}
	return p
}

// value returns what a package-level variable is declared with, or what a function without other statements returns; nil where
// neither is known.
func (c *Code) value(name string) ast.Expr {
	obj := c.Pkg.Scope().Lookup(name)
	if _, ok := obj.(*types.Var); ok {
		return c.declared(obj)
	}
	for _, f := range c.Files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil || c.Info.Defs[fn.Name] != obj || obj == nil || len(fn.Body.List) != 1 {
				continue
			}
			if r, ok := fn.Body.List[0].(*ast.ReturnStmt); ok && len(r.Results) == 1 {
				return r.Results[0]
			}
		}
	}
	return nil
}

// literal returns the struct literal that e is, or is the address of.
func literal(e ast.Expr) (*ast.CompositeLit, bool) {
	e = ast.Unparen(e)
	if address, ok := e.(*ast.UnaryExpr); ok {
		e = ast.Unparen(address.X)
	}
	lit, ok := e.(*ast.CompositeLit)
	return lit, ok
}

// fields iterates over the fields of a literal, by their names; a value without one has the name "".
func fields(lit *ast.CompositeLit) func(yield func(string, ast.Expr) bool) {
	return func(yield func(string, ast.Expr) bool) {
		for _, e := range lit.Elts {
			field, ok := e.(*ast.KeyValueExpr)
			if !ok {
				yield("", e)
				return
			}
			name, _ := field.Key.(*ast.Ident)
			if name == nil || !yield(name.Name, ast.Unparen(field.Value)) {
				return
			}
		}
	}
}

// setPolicy sets a field of a policy. It reports whether its value is known.
func (c *Code) setPolicy(p *plan.Policy, field string, value ast.Expr) (known bool) {
	if c.isNil(value) {
		return true
	}
	switch field {
	case "Errors":
		p.Errors, known = c.matchers(value)
	case "Giveup":
		p.Giveup, known = &plan.Question{Func: c.object(value), Text: written(value), Args: []plan.Argument{{Kind: plan.ArgumentError}}}, true
	case "PauseFrom":
		p.PauseFrom, known = c.object(value), true
	case "Guard":
		p.Guard, known = c.object(value), true
	case "Budget":
		p.Budget, known = c.object(value), true
	case "Random":
		known = true
	case "Cases":
		p.Cases, known = c.cases(value)
	default:
		known = c.set(&p.Values, field, value)
	}
	return known
}

// set sets a field that holds data, of a policy or a case. It reports whether it has the field and the value is a constant.
func (c *Code) set(of any, field string, value ast.Expr) bool {
	v := c.Info.Types[value].Value
	f := reflect.ValueOf(of).Elem().FieldByName(field)
	if v == nil || !f.IsValid() {
		return false
	}
	switch f.Kind() {
	case reflect.Int, reflect.Int64:
		n, exact := constant.Int64Val(constant.ToInt(v))
		f.SetInt(n)
		return exact
	case reflect.Float64:
		x, _ := constant.Float64Val(v)
		f.SetFloat(x)
	case reflect.String:
		if v.Kind() != constant.String {
			return false
		}
		f.SetString(constant.StringVal(v))
	case reflect.Bool:
		if v.Kind() != constant.Bool {
			return false
		}
		f.SetBool(constant.BoolVal(v))
	default:
		return false
	}
	return true
}

// cases returns the cases of a literal slice of them.
func (c *Code) cases(value ast.Expr) ([]plan.Case, bool) {
	list, ok := value.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	var out []plan.Case
	for _, e := range list.Elts {
		lit, ok := e.(*ast.CompositeLit)
		if !ok {
			return nil, false
		}
		one := plan.Case{}
		for field, value := range fields(lit) {
			known := true
			switch {
			case c.isNil(value):
			case field == "Errors":
				one.Errors, known = c.matchers(value)
			case field == "PauseFrom":
				one.PauseFrom = c.object(value)
			default:
				known = c.set(&one.Values, field, value)
			}
			if !known {
				return nil, false
			}
		}
		out = append(out, one)
	}
	return out, true
}

// matchers returns the entries of a literal list of errors.
func (c *Code) matchers(value ast.Expr) ([]plan.Matcher, bool) {
	list, ok := value.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	var out []plan.Matcher
	for _, e := range list.Elts {
		m, ok := c.matcher(ast.Unparen(e))
		if !ok {
			return nil, false
		}
		out = append(out, m)
	}
	return out, true
}

// matcher returns the entry of a list of errors that an expression makes.
func (c *Code) matcher(e ast.Expr) (plan.Matcher, bool) {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		v := c.named(e)
		return plan.Matcher{Kind: plan.MatchAny}, v != nil && v.Name() == "Any" && v.Pkg() != nil && resolve.IsRuntime(v.Pkg().Path())
	}
	fn := c.callee(call)
	if fn == nil || fn.Pkg() == nil || !resolve.IsRuntime(fn.Pkg().Path()) {
		return plan.Matcher{}, false
	}
	switch {
	case fn.Name() == "As" && len(call.Args) == 0:
		t := c.typeArgument(call.Fun)
		return plan.Matcher{Kind: plan.MatchAs, Type: t}, t != nil
	case len(call.Args) != 1:
		return plan.Matcher{}, false
	}
	switch fn.Name() {
	case "Is":
		return plan.Matcher{Kind: plan.MatchIs, Object: c.object(call.Args[0])}, true
	case "MatchFunc", "MatchClass", "MatchUnknown":
		return plan.Matcher{Kind: plan.MatchFunc, Object: c.object(call.Args[0])}, true
	case "Except":
		m, ok := c.matcher(ast.Unparen(call.Args[0]))
		m.Except = true
		return m, ok
	}
	return plan.Matcher{}, false
}

// typeArgument returns the type that a function is instantiated with.
func (c *Code) typeArgument(fun ast.Expr) types.Type {
	index, ok := ast.Unparen(fun).(*ast.IndexExpr)
	if !ok {
		return nil
	}
	return c.Info.TypeOf(index.Index)
}

// named returns what an expression names; nil where it is none.
func (c *Code) named(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.Info.Uses[e]
	case *ast.SelectorExpr:
		return c.Info.Uses[e.Sel]
	}
	return nil
}

// object returns what an expression names, or an object whose name is how the expression is written.
func (c *Code) object(e ast.Expr) types.Object {
	if obj := c.named(e); obj != nil && obj.Parent() != nil && obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
		return obj
	}
	return types.NewVar(e.Pos(), nil, written(e), c.Info.TypeOf(e))
}

// written returns how an expression is written, a function without its body.
func written(e ast.Expr) string {
	if f, ok := ast.Unparen(e).(*ast.FuncLit); ok {
		return types.ExprString(f.Type) + " {…}"
	}
	return types.ExprString(e)
}

func (c *Code) isNil(e ast.Expr) bool { return c.Info.Types[e].IsNil() }

func isOfRuntime(t types.Type, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && resolve.IsRuntime(named.Obj().Pkg().Path())
}
