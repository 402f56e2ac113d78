package emit

import (
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// policiesType is the struct that has each retried method's policy as data.
func (e *emitter) policiesType(d *decorator) jen.Code {
	var fields []jen.Code
	for _, m := range d.retried {
		fields = append(fields, jen.Id(d.policyField(m)).Add(e.runtime("Policy")))
	}
	return comment(d.Policies + " are the policies of the methods of [" + d.Name + "].").
		Type().Id(d.Policies).Struct(fields...)
}

// defaults is the function that returns the policies as they are annotated. One that several methods share is written,
// or asked for, once.
func (e *emitter) defaults(d *decorator) jen.Code {
	users := map[*plan.Policy]int{}
	values := map[*plan.Policy]*jen.Statement{}
	for _, m := range d.retried {
		users[m.Policy]++
		if users[m.Policy] == 1 {
			values[m.Policy] = e.policy(m.Policy)
		}
	}
	locals := scope{} // after the values, since writing them imports what they need
	locals.add(slices.Collect(maps.Values(e.imports.names))...)
	var body, elements []jen.Code
	named := map[*plan.Policy]bool{}
	for _, m := range d.retried {
		if users[m.Policy] > 1 && !named[m.Policy] {
			named[m.Policy] = true
			name := locals.claimWithin(e.global, "policy")
			body = append(body, jen.Id(name).Op(":=").Add(values[m.Policy]))
			values[m.Policy] = jen.Id(name)
		}
		elements = append(elements, jen.Id(d.policyField(m)).Op(":").Add(values[m.Policy]))
	}
	body = append(body, jen.Return(jen.Id(d.Policies).Custom(onLines, elements...)))
	return comment(d.Defaults + " returns the policies that are annotated on [" + e.interfaceName(d) + "].").
		Func().Id(d.Defaults).Params().Id(d.Policies).Block(body...)
}

// withPolicies is the method that returns a copy of the decorator under other policies. All that are invalid are in its
// error, so that whoever configures them learns of all at once.
func (e *emitter) withPolicies(d *decorator) jen.Code {
	locals := scope{d.receiver: true}
	locals.add(e.nilName())
	locals.add(e.typeParamNames(d.Decorator)...)
	policies, other := locals.claim("policies"), locals.claim("other")
	changed := func(m *plan.Method) (field, method *jen.Statement) {
		return jen.Id(other).Dot(d.fields[m]),
			jen.Id(d.receiver).Dot(d.fields[m]).Dot("WithPolicy").Call(jen.Id(policies).Dot(d.policyField(m)))
	}
	body := []jen.Code{jen.Id(other).Op(":=").Op("*").Id(d.receiver)}
	var assign *jen.Statement
	var err string
	if len(d.retried) == 1 {
		err = locals.claim("err")
		field, method := changed(d.retried[0])
		body = append(body, jen.Var().Id(err).Add(e.predeclared("error")))
		assign = jen.List(field, jen.Id(err)).Op("=").Add(method)
	} else {
		join := e.std("errors", "Join")
		locals.add(e.imports.name("errors", "errors"))
		errs := locals.claim("errs")
		err = locals.claim("err")
		body = append(body, jen.Var().Id(errs).Index(jen.Lit(len(d.retried))).Add(e.predeclared("error")))
		for i, m := range d.retried {
			field, method := changed(m)
			body = append(body, jen.List(field, jen.Id(errs).Index(jen.Lit(i))).Op("=").Add(method))
		}
		assign = jen.Id(err).Op(":=").Add(join).Call(jen.Id(errs).Index(jen.Op(":")).Op("..."))
	}
	body = append(body,
		jen.If(assign, e.isNotNil(jen.Id(err))).Block(jen.Return(e.zero(jen.Op("*").Add(e.decoratorType(d))), jen.Id(err))),
		jen.Return(jen.Op("&").Id(other), e.zero(e.predeclared("error"))))
	return comment(withPoliciesName+" returns a copy of "+d.receiver+" under other policies, or an error when one is invalid.").
		Func().Params(e.receiver(d)).Id(withPoliciesName).
		Params(jen.Id(policies).Id(d.Policies)).
		Params(jen.Op("*").Add(e.decoratorType(d)), e.predeclared("error")).Block(body...)
}

// receiver is the receiver of the decorator's methods.
func (e *emitter) receiver(d *decorator) *jen.Statement {
	return jen.Id(d.receiver).Op("*").Add(e.decoratorType(d))
}
