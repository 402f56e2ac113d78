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
	if !ok || !resolve.IsNamed(c.Info.TypeOf(lit), resolve.IsRuntime, "Policy") {
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
		p.Errors, known = listed(value, c.matcher)
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
		p.Cases, known = listed(value, c.oneCase)
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

// listed returns what the elements of a slice literal are; false where one is not known, or there is no literal.
func listed[T any](value ast.Expr, one func(ast.Expr) (T, bool)) ([]T, bool) {
	list, ok := value.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	var out []T
	for _, e := range list.Elts {
		of, ok := one(ast.Unparen(e))
		if !ok {
			return nil, false
		}
		out = append(out, of)
	}
	return out, true
}

// oneCase returns the case that a literal is.
func (c *Code) oneCase(e ast.Expr) (plan.Case, bool) {
	var one plan.Case
	lit, known := e.(*ast.CompositeLit)
	if !known {
		return one, false
	}
	for field, value := range fields(lit) {
		switch {
		case c.isNil(value):
		case field == "Errors":
			one.Errors, known = listed(value, c.matcher)
		case field == "PauseFrom":
			one.PauseFrom = c.object(value)
		default:
			known = c.set(&one.Values, field, value)
		}
		if !known {
			return plan.Case{}, false
		}
	}
	return one, true
}
