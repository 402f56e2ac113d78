package emit

import (
	"maps"
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// policies are the declarations through which a decorator's policies can be changed.
func (e *emitter) policies(d *decorator) []jen.Code {
	code := e.shared(d)
	if !d.HasPolicies() {
		return code
	}
	code = append(code, e.policiesType(d))
	code = append(code, e.configuration(d)...)
	code = append(code, e.allDefaults(d)...)
	code = append(code, e.predicates(d)...)
	code = append(code, e.classes(d)...)
	return append(code, e.methodFunctions(d)...)
}

// policiesType is the struct that has each retried method's policy as data.
func (e *emitter) policiesType(d *decorator) jen.Code {
	fields := e.methodPolicies(d)
	for _, w := range d.WrappedPolicies() {
		fields = append(fields, jen.Id(d.wrappedField(w)).Id(policiesTypeOf(w)).Op(quote(policyTag+":"+strconv.Quote(w.Of.Interface.Name()+wrappedTag))))
	}
	first, example := "", "{\"max_tries\": 5}"
	if len(d.retried) > 0 {
		first = d.retried[0].Name
	} else {
		first, example = d.wrappedField(d.WrappedPolicies()[0]), "{\"*\": "+example+"}"
	}
	doc := d.Policies + " are the policies of [" + d.Name + "]. "
	environ := "[" + e.importName(runtimePath, runtimeName) + ".UnmarshalEnviron]"
	if e.hidesJSON() {
		doc += "What Named returns is for " + environ + ", and a pointer to it for json.Unmarshal, which lets unknown names pass here."
	} else {
		doc += "JSON like {\"" + first + "\": " + example + "} changes them, and " + environ + " by Named."
	}
	return comment(deprecated(d.Deprecated, doc)...).Type().Id(d.Policies).Add(structOf(fields))
}

// structOf is a struct type, on one line if it has one field.
func structOf(fields []jen.Code) *jen.Statement {
	if len(fields) == 1 {
		return jen.Id("struct").Custom(jen.Options{Open: "{", Close: "}"}, fields...)
	}
	return jen.Struct(fields...)
}

// defaultsOf is a function that returns the methods' policies as they are annotated, and those of others. A policy that several
// methods share is written, or asked for, once.
func (e *emitter) defaultsOf(d *decorator, typ, name string, others []jen.Code) jen.Code {
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
		case len(d.retried)+len(others) == 1:
			column = len("    return " + typ + "{" + d.policyField(m) + ": ")
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
			variable := locals.claimWithin(e.global, "policy")
			body = append(body, jen.Id(variable).Op(":=").Add(values[m.Policy]))
			values[m.Policy] = jen.Id(variable)
		}
		elements = append(elements, jen.Id(d.policyField(m)).Op(":").Add(values[m.Policy]))
	}
	elements = append(elements, others...)
	literal := onLines
	if len(elements) == 1 {
		literal = jen.Options{Open: "{", Close: "}"}
	}
	body = append(body, jen.Return(jen.Id(typ).Custom(literal, elements...)))
	return comment(deprecated(d.Deprecated, name+" returns the policies as they are annotated on ["+e.interfaceName(d)+"].")...).
		Func().Id(name).Params().Id(typ).Block(body...)
}

// withPolicies is the method that returns a copy of the decorator under other policies. Its receiver is that copy. The
// error has all policies that are invalid, so that all can be corrected at once.
func (e *emitter) withPolicies(d *decorator) jen.Code {
	locals := scope{d.receiver: true}
	locals.add(e.typeParamNames(d.Decorator)...)
	locals.add(e.engineImport())
	policies := locals.claim("policies")
	if d.Shared != nil {
		return e.sharedWithPolicies(d, policies)
	}
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
	return e.withPoliciesOf(d, policies, jen.Return(e.engine(checkedName).Call(args...)))
}

// withPoliciesOf is the method that returns a copy of the decorator, with that body.
func (e *emitter) withPoliciesOf(d *decorator, policies string, body ...jen.Code) jen.Code {
	return comment(withPoliciesName+" returns a copy of "+d.receiver+" under other policies, or an error when one is invalid.").
		Func().Params(jen.Id(d.receiver).Add(e.decoratorType(d))).Id(withPoliciesName).
		Params(jen.Id(policies).Id(d.Policies)).
		Params(jen.Op("*").Add(e.decoratorType(d)), e.predeclared("error")).
		Block(body...)
}

// receiver is the receiver of the decorator's methods.
func (e *emitter) receiver(d *decorator) *jen.Statement {
	return jen.Id(d.receiver).Op("*").Add(e.decoratorType(d))
}
