package emit

import (
	"go/types"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// decoratesResults reports whether a method of d returns what is decorated.
func (d *decorator) decoratesResults() bool {
	return slices.ContainsFunc(d.Methods, func(m *plan.Method) bool { return len(m.Wraps) > 0 })
}

// methodOf is the engine's method of m, as m reaches it.
func (d *decorator) methodOf(m *plan.Method) *jen.Statement { return d.sharedPart().Dot(d.fields[m]) }

// sharedPart is what has the methods of d: the receiver, or what it shares with others.
func (d *decorator) sharedPart() *jen.Statement {
	if d.shared == "" {
		return jen.Id(d.receiver)
	}
	return jen.Id(d.receiver).Dot(d.shared)
}

func unexportedName(d *plan.Decorator) string { return goname.Unexported(d.Interface.Name()) }

// wrapText says in a method's comment what comes back decorated, with links to what this package declares.
func (e *emitter) wrapText(m *plan.Method) []string {
	if len(m.Wraps) == 0 {
		return nil
	}
	var by []string
	for _, w := range m.Wraps {
		name := ""
		switch {
		case w.By != nil:
			name = "[" + w.By.Name + "]"
		case e.isDestination(w.With.Pkg()):
			name = "[" + w.With.Name() + "]"
		default:
			name = w.With.Pkg().Name() + "." + w.With.Name()
		}
		if !slices.Contains(by, name) {
			by = append(by, name)
		}
	}
	return []string{"What it returns is decorated by " + strings.Join(by, " and ") + "."}
}

// wrapNames returns the names of package scope, imports and predeclared objects that m's body needs to decorate and unwrap.
func (e *emitter) wrapNames(m *plan.Method) []string {
	var needed []string
	for _, w := range slices.Concat(m.Wraps, m.Unwraps) {
		if w.By != nil {
			for _, name := range []string{w.By.Shared.Decorate, w.By.Shared.Undecorate} {
				if name != "" {
					needed = append(needed, name)
				}
			}
		} else {
			needed = append(needed, w.Name)
		}
	}
	if slices.ContainsFunc(m.Wraps, func(w *plan.Wrap) bool { return isNested(w, m.Signature.Results()) }) ||
		slices.ContainsFunc(m.Unwraps, func(w *plan.Wrap) bool { return isNested(w, m.Signature.Params()) }) {
		needed = append(needed, e.engineImport())
		for _, t := range []*types.Tuple{m.Signature.Params(), m.Signature.Results()} {
			for v := range t.Variables() {
				needed = append(needed, e.typeNames(v.Type())...)
			}
		}
	}
	return needed
}

func isNested(w *plan.Wrap, of *types.Tuple) bool {
	return !types.Identical(of.At(w.Index).Type(), w.Type)
}

// wrapped are results of m by their names, decorated where m wraps them.
func (e *emitter) wrapped(d *decorator, m *plan.Method, names []string) []jen.Code {
	out := make([]jen.Code, len(names))
	for i, name := range names {
		value := jen.Id(name)
		for _, w := range m.Wraps {
			if w.Index == i {
				value = e.wrapExpr(d, m, w, value)
			}
		}
		out[i] = value
	}
	return out
}

// wrapExpr decorates the value of a result.
func (e *emitter) wrapExpr(d *decorator, m *plan.Method, w *plan.Wrap, value *jen.Statement) *jen.Statement {
	return e.each(d, w, m.Signature.Results().At(w.Index).Type(), value, 0, func(value *jen.Statement) *jen.Statement {
		switch {
		case w.By == nil && w.TakesOptions:
			return jen.Id(w.Name).Add(e.typeArgs(d)).Call(value, d.sharedPart().Dot(d.common).Dot(decoratorOptions).Call().Op("..."))
		case w.By == nil:
			return jen.Id(w.Name).Add(e.typeArgs(d)).Call(value)
		case w.By == d.Decorator:
			return jen.Id(w.By.Shared.Decorate).Call(value, d.sharedPart())
		}
		return jen.Id(w.By.Shared.Decorate).Call(value, d.sharedPart().Dot(d.links[w.By]))
	})
}

// unwrapExpr unwraps the value of a parameter.
func (e *emitter) unwrapExpr(d *decorator, m *plan.Method, w *plan.Wrap, value *jen.Statement) *jen.Statement {
	return e.each(d, w, m.Signature.Params().At(w.Index).Type(), value, 0, func(value *jen.Statement) *jen.Statement {
		if w.By == nil {
			return jen.Id(w.Name).Add(e.typeArgs(d)).Call(value)
		}
		return jen.Id(w.By.Shared.Undecorate).Call(value)
	})
}

// each does something with a value of type t, or with each of its elements.
func (e *emitter) each(d *decorator, w *plan.Wrap, t types.Type, value *jen.Statement, depth int, do func(*jen.Statement) *jen.Statement) *jen.Statement {
	if types.Identical(t, w.Type) {
		return do(value)
	}
	through := eachOfSliceName
	elem := types.Type(nil)
	switch u := t.Underlying().(type) {
	case *types.Slice:
		elem = u.Elem()
	case *types.Map:
		through, elem = eachOfMapName, u.Elem()
	}
	name := numbered("each", depth)
	function := jen.Func().Params(jen.Id(name).Add(e.typ(elem))).Add(e.typ(elem)).
		Custom(onOneLine, jen.Return(e.each(d, w, elem, jen.Id(name), depth+1, do)))
	return e.engine(through).Call(value, function)
}

// unwrapped are the arguments that take the place of parameters which are unwrapped.
func (e *emitter) unwrapped(d *decorator, m *plan.Method, l *locals) map[int]*jen.Statement {
	instead := map[int]*jen.Statement{}
	for _, w := range m.Unwraps {
		instead[w.Index] = e.unwrapExpr(d, m, w, jen.Id(l.params[w.Index]))
	}
	return instead
}

// unwrapParams unwraps parameters before anything else is done with them.
func (e *emitter) unwrapParams(d *decorator, m *plan.Method, l *locals) []jen.Code {
	var code []jen.Code
	for _, w := range m.Unwraps {
		code = append(code, jen.Id(l.params[w.Index]).Op("=").Add(e.unwrapExpr(d, m, w, jen.Id(l.params[w.Index]))))
	}
	return code
}

// decorate is the function that decorates a result.
func (e *emitter) decorate(d *decorator) jen.Code {
	inner, methods := e.helperName(d, "inner"), e.helperName(d, "methods")
	return comment(d.Shared.Decorate+" decorates inner, unless it is nil.").
		Func().Id(d.Shared.Decorate).Add(e.typeParamList(d)).
		Params(jen.Id(inner).Add(e.interfaceType(d)), jen.Id(methods).Op("*").Id(d.Shared.Type)).Add(e.interfaceType(d)).
		Block(
			jen.If(e.isNil(jen.Id(inner))).Block(jen.Return(jen.Id(inner))),
			jen.Return(jen.Op("&").Add(e.decoratorType(d)).Values(jen.Id(d.inner).Op(":").Id(inner), jen.Id(d.shared).Op(":").Id(methods))))
}

// undecorate is the function that takes a decorator off a parameter.
func (e *emitter) undecorate(d *decorator) jen.Code {
	value, ok := e.helperName(d, "value"), e.helperName(d, "ok")
	decorated := e.helperName(d, "decorated")
	return comment(d.Shared.Undecorate+" returns what value decorates, or value itself if it is not "+goname.WithArticle(d.Name)+".").
		Func().Id(d.Shared.Undecorate).Add(e.typeParamList(d)).
		Params(jen.Id(value).Add(e.interfaceType(d))).Add(e.interfaceType(d)).
		Block(
			jen.If(jen.List(jen.Id(decorated), jen.Id(ok)).Op(":=").Id(value).Assert(jen.Op("*").Add(e.decoratorType(d))),
				jen.Id(ok).Op("&&").Add(e.isNotNil(jen.Id(decorated)))).
				Block(jen.Return(jen.Id(decorated).Dot(d.inner))),
			jen.Return(jen.Id(value)))
}

// helperName is a local name in a function that is generated for d.
func (e *emitter) helperName(d *decorator, name string) string {
	locals := scope{}
	locals.add(e.typeParamNames(d.Decorator)...)
	return locals.claimWithin(e.global, name)
}

// construct is the function that decorates a result by a constructor.
func (e *emitter) construct(d *decorator, m *plan.Method, w *plan.Wrap) jen.Code {
	inner, opts := e.helperName(d, "inner"), e.helperName(d, "opts")
	params := []jen.Code{jen.Id(inner).Add(e.typ(w.Type))}
	args := []jen.Code{jen.Id(inner)}
	if w.TakesOptions {
		params = append(params, jen.Id(opts).Op("...").Add(e.runtime("Option")))
		args = append(args, jen.Id(opts).Op("..."))
	}
	return comment(w.Name+" decorates what "+m.Name+" returned, unless it is nil.").
		Func().Id(w.Name).Add(e.typeParamList(d)).Params(params...).Add(e.typ(w.Type)).
		Block(
			jen.If(e.isNil(jen.Id(inner))).Block(jen.Return(jen.Id(inner))),
			jen.Return(e.object(w.With).Call(args...)))
}

// unconstruct is the function that takes the decorator of a constructor off a parameter.
func (e *emitter) unconstruct(d *decorator, m *plan.Method, w *plan.Wrap) jen.Code {
	value, ok, decorated := e.helperName(d, "value"), e.helperName(d, "ok"), e.helperName(d, "decorated")
	condition := jen.Id(ok)
	if _, isPointer := w.Result.Underlying().(*types.Pointer); isPointer {
		condition.Op("&&").Add(e.isNotNil(jen.Id(decorated)))
	}
	return comment(w.Name+" returns what a parameter of "+m.Name+" decorates, or the parameter itself.").
		Func().Id(w.Name).Add(e.typeParamList(d)).Params(jen.Id(value).Add(e.typ(w.Type))).Add(e.typ(w.Type)).
		Block(
			jen.If(jen.List(jen.Id(decorated), jen.Id(ok)).Op(":=").Id(value).Assert(e.typ(w.Result)), condition).
				Block(jen.Return(jen.Id(decorated).Dot(unwrapName).Call())),
			jen.Return(jen.Id(value)))
}
