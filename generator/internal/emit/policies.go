package emit

import (
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// policies are the declarations through which a decorator's policies can be changed.
func (e *emitter) policies(d *decorator) []jen.Code {
	if len(d.retried) == 0 {
		return nil
	}
	code := append([]jen.Code{e.policiesType(d)}, e.configuration(d)...)
	code = append(code, e.defaults(d))
	code = append(code, e.predicates(d)...)
	code = append(code, e.classes(d)...)
	return append(code, e.methodFunctions(d)...)
}

// policiesType is the struct that has each retried method's policy as data.
func (e *emitter) policiesType(d *decorator) jen.Code {
	fields := make([]jen.Code, 0, len(d.retried))
	for _, m := range d.retried {
		fields = append(fields, jen.Id(d.policyField(m)).Add(e.runtime("Policy")).Add(d.policyTag(m)))
	}
	doc := d.Policies + " are the policies of [" + d.Name + "]. "
	environ := "[" + e.importName(runtimePath, runtimeName) + ".UnmarshalEnviron]"
	if e.hidesJSON() {
		doc += "What Named returns is for " + environ + ", and a pointer to it for json.Unmarshal, which lets unknown names pass here."
	} else {
		doc += "JSON like {\"" + d.retried[0].Name + "\": {\"max_tries\": 5}} changes them, and " + environ + " by Named."
	}
	structure := jen.Struct(fields...)
	if len(fields) == 1 {
		structure = jen.Id("struct").Custom(jen.Options{Open: "{", Close: "}"}, fields...)
	}
	return comment(deprecated(d.Deprecated, doc)...).Type().Id(d.Policies).Add(structure)
}

// defaults is the function that returns the policies as they are annotated. One that several methods share is written,
// or asked for, once.
func (e *emitter) defaults(d *decorator) jen.Code {
	users := map[*plan.Policy]int{}
	for _, m := range d.retried {
		users[m.Policy]++
	}
	values := map[*plan.Policy]*jen.Statement{}
	for _, m := range d.retried {
		if values[m.Policy] != nil {
			continue
		}
		column := len("        " + d.policyField(m) + ": ")
		switch {
		case len(d.retried) == 1:
			column = len("    return " + d.Policies + "{" + d.policyField(m) + ": ")
		case users[m.Policy] > 1:
			column = len("    policy := ")
		}
		values[m.Policy] = e.policy(m.Policy, column)
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
	literal := onLines
	if len(elements) == 1 {
		literal = jen.Options{Open: "{", Close: "}"}
	}
	body = append(body, jen.Return(jen.Id(d.Policies).Custom(literal, elements...)))
	return comment(deprecated(d.Deprecated, d.Defaults+" returns the policies as they are annotated on ["+e.interfaceName(d)+"].")...).
		Func().Id(d.Defaults).Params().Id(d.Policies).Block(body...)
}

// withPolicies is the method that returns a copy of the decorator under other policies. Its receiver is that copy. The
// error has all policies that are invalid, so that all can be corrected at once.
func (e *emitter) withPolicies(d *decorator) jen.Code {
	locals := scope{d.receiver: true}
	locals.add(e.typeParamNames(d.Decorator)...)
	locals.add(e.engineImport())
	policies := locals.claim("policies")
	args := []jen.Code{jen.Op("&").Id(d.receiver)}
	for _, m := range d.retried {
		set := jen.Id(d.receiver).Dot(d.fields[m]).Dot(setPolicyName).Call(jen.Id(policies).Dot(d.policyField(m)))
		if len(d.retried) > 1 {
			set = jen.Line().Add(set)
		}
		args = append(args, set)
	}
	if len(d.retried) > 1 {
		args = append(args, jen.Line())
	}
	return comment(withPoliciesName+" returns a copy of "+d.receiver+" under other policies, or an error when one is invalid.").
		Func().Params(jen.Id(d.receiver).Add(e.decoratorType(d))).Id(withPoliciesName).
		Params(jen.Id(policies).Id(d.Policies)).
		Params(jen.Op("*").Add(e.decoratorType(d)), e.predeclared("error")).
		Block(jen.Return(e.engine(checkedName).Call(args...)))
}

// receiver is the receiver of the decorator's methods.
func (e *emitter) receiver(d *decorator) *jen.Statement {
	return jen.Id(d.receiver).Op("*").Add(e.decoratorType(d))
}
