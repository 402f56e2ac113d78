package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

func (e *emitter) constructor(d *decorator) jen.Code {
	locals := scope{}
	locals.add(e.typeParamNames(d.Decorator)...)
	locals.add(e.importName(runtimePath, runtimeName), e.engineImport(), d.Name, d.Defaults)
	inner, opts := locals.claim("inner"), locals.claim("opts")
	decorated, policies := locals.claim("decorator"), locals.claim("policies")

	if d.Shared != nil {
		return e.sharedConstructor(d, inner, opts)
	}
	decorator := e.engine(newDecoratorName).Call(jen.Lit(d.Interface.Name()), jen.Id(inner), jen.Id(opts).Op("..."))
	defaults := jen.Id(d.Defaults).Call()
	var body []jen.Code
	literal := onLines
	switch len(d.retried) {
	case 0:
		body = append(body, decorator)
		fallthrough
	case 1: // too little for variables
		literal = jen.Options{Open: "{", Close: "}", Separator: ","}
	default:
		body = append(body, jen.List(jen.Id(decorated), jen.Id(policies)).Op(":=").List(decorator, defaults))
		decorator, defaults = jen.Id(decorated), jen.Id(policies)
	}
	elements := []jen.Code{jen.Id(d.inner).Op(":").Id(inner)}
	for _, m := range d.retried {
		elements = append(elements, jen.Id(d.fields[m]).Op(":").Add(e.newMethod(d, m, decorator.Clone(), defaults.Clone())))
	}
	body = append(body, jen.Return(jen.Op("&").Add(e.decoratorType(d)).Custom(literal, elements...)))

	return e.constructorOf(d, inner, opts, body)
}

// constructorOf is the constructor with that body.
func (e *emitter) constructorOf(d *decorator, inner, opts string, body []jen.Code) jen.Code {
	doc := d.Constructor + " decorates inner. It panics when inner is nil or a policy is invalid."
	if !d.HasPolicies() {
		doc = d.Constructor + " decorates inner. It panics when inner is nil."
	}
	return comment(deprecated(d.Deprecated, doc)...).Func().Id(d.Constructor).Add(e.typeParamList(d)).
		Params(jen.Id(inner).Add(e.interfaceType(d)), jen.Id(opts).Op("...").Add(e.runtime("Option"))).
		Op("*").Add(e.decoratorType(d)).Block(body...)
}

// newMethod is m under its policy.
func (e *emitter) newMethod(d *decorator, m *plan.Method, decorator, policies *jen.Statement) *jen.Statement {
	args := append([]jen.Code{jen.Lit(m.Name), policies.Dot(d.policyField(m))}, e.traits(m)...)
	return decorator.Dot(newMethodName).Call(args...)
}

// traits are what the runtime has to know about a method.
func (e *emitter) traits(m *plan.Method) []jen.Code {
	var all []jen.Code
	for _, t := range []struct {
		has  bool
		name string
	}{
		{!m.Context.SupportsLimits(), withoutContext},
		{m.Lifetime.Result, keepsResult},
		{m.Policy.RunsAsync(), runsAsync},
		{m.Fallback != nil, hasFallback},
		{m.Policy.Budget != nil, hasBudget},
		{m.Idempotence == plan.IdempotenceKey, hasKey},
		{m.Idempotence == plan.IdempotenceNo, notIdempotent},
		{m.Idempotent != nil, asksIdempotent},
		{slices.ContainsFunc(m.Questions(), (*plan.Question).SeesTime), seesTime},
		{m.Policy.Guard != nil, hasGuard},
		{m.Policy.Use != nil, takesGuard},
	} {
		if t.has {
			all = append(all, e.engine(t.name))
		}
	}
	return all
}
