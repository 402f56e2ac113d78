package emit

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// wrappedTag marks the field of a struct of policies that has those of another interface.
const wrappedTag = ",wrapped"

// policiesTypeOf is the type of a field of a struct of policies.
func policiesTypeOf(w plan.WrappedPolicies) string {
	if w.Own {
		return w.Of.Shared.OwnPolicies
	}
	return w.Of.Policies
}

// wrappedField is the field that has the policies of an interface whose values come back decorated: it is called as the
// interface, or as its policies where a method has that name.
func (d *decorator) wrappedField(w plan.WrappedPolicies) string {
	fields := scope{namedName: true, eachName: true, unmarshalJSONName: true, marshalJSONName: true}
	for _, m := range d.retried {
		fields.add(m.Name, d.policyField(m))
	}
	for _, other := range d.WrappedPolicies() {
		name := other.Of.Interface.Name()
		field := fields.claim(name, name+"Policies")
		if other == w {
			return field
		}
	}
	return ""
}

// methodPolicies are the fields of a struct of policies for the methods of d.
func (e *emitter) methodPolicies(d *decorator) []jen.Code {
	fields := make([]jen.Code, 0, len(d.retried))
	for _, m := range d.retried {
		fields = append(fields, jen.Id(d.policyField(m)).Add(e.runtime("Policy")).Add(d.policyTag(m)))
	}
	return fields
}

// allDefaults are the functions that return policies as they are annotated.
func (e *emitter) allDefaults(d *decorator) []jen.Code {
	var others []jen.Code
	for _, w := range d.WrappedPolicies() {
		defaults := w.Of.Defaults
		if w.Own {
			defaults = w.Of.Shared.OwnDefaults
		}
		others = append(others, jen.Id(d.wrappedField(w)).Op(":").Id(defaults).Call())
	}
	if !d.inCircle() {
		return []jen.Code{e.defaultsOf(d, d.Policies, d.Defaults, others)}
	}
	// In a circle the functions would call each other without end, so the methods' own policies come from one that calls none.
	if len(d.retried) == 0 {
		return []jen.Code{e.defaultsOf(d, d.Policies, d.Defaults, others)}
	}
	own := scope{}.claimWithin(e.global, "own")
	var elements []jen.Code
	for _, m := range d.retried {
		elements = append(elements, jen.Id(d.policyField(m)).Op(":").Id(own).Dot(d.policyField(m)))
	}
	all := comment(deprecated(d.Deprecated, d.Defaults+" returns the policies as they are annotated on ["+e.interfaceName(d)+"] and on what it decorates.")...).
		Func().Id(d.Defaults).Params().Id(d.Policies).Block(
		jen.Id(own).Op(":=").Id(d.Shared.OwnDefaults).Call(),
		jen.Return(jen.Id(d.Policies).Custom(onLines, append(elements, others...)...)))
	typ := comment(deprecated(d.Deprecated, d.Shared.OwnPolicies+" are the policies of the methods of ["+d.Name+"] alone, without those of what it decorates.")...).
		Type().Id(d.Shared.OwnPolicies).Add(structOf(e.methodPolicies(d)))
	return []jen.Code{all, typ, e.defaultsOf(d, d.Shared.OwnPolicies, d.Shared.OwnDefaults, nil)}
}

func (d *decorator) inCircle() bool { return d.Shared != nil && d.Shared.Circle != nil }

// shared is what the decorators of results share: its type, the functions that make it, and those that decorate with it.
func (e *emitter) shared(d *decorator) []jen.Code {
	if d.Shared == nil {
		return nil
	}
	var fields []jen.Code
	if d.keepsDecorator() {
		fields = append(fields, jen.Id(d.common).Add(e.engine(decoratorName)))
	}
	for _, m := range d.retried {
		fields = append(fields, jen.Id(d.fields[m]).Add(e.engine(methodTypeName)))
	}
	for _, to := range d.Shared.Links {
		fields = append(fields, jen.Id(d.links[to]).Op("*").Id(to.Shared.Type).Comment("for what is decorated by "+to.Name))
	}
	code := []jen.Code{comment(d.Shared.Type + " has the methods of a [" + d.Name + "] under their policies. It is made once, for all results that are decorated.").
		Type().Id(d.Shared.Type).Struct(fields...)}
	if d.inCircle() {
		code = append(code, e.ownMethods(d))
	}
	code = append(code, e.sharedMethods(d))
	if d.Shared.Decorate != "" {
		code = append(code, e.decorate(d))
	}
	if d.Shared.Undecorate != "" {
		code = append(code, e.undecorate(d))
	}
	for _, m := range d.Methods {
		for _, w := range m.Wraps {
			if w.With != nil {
				code = append(code, e.construct(d, m, w))
			}
		}
		for _, w := range m.Unwraps {
			if w.With != nil {
				code = append(code, e.unconstruct(d, m, w))
			}
		}
	}
	return code
}

// keepsDecorator reports whether what d's decorators share needs the options again: for other policies, or for constructors.
func (d *decorator) keepsDecorator() bool {
	return d.HasPolicies() && !d.hasMethod(withPoliciesName) || d.Shared.Options
}

// sharedLocals are the names in the functions that make what is shared.
type sharedLocals struct{ decorator, policies string }

func (e *emitter) sharedLocals(d *decorator) (scope, sharedLocals) {
	locals := scope{}
	locals.add(e.engineImport())
	return locals, sharedLocals{locals.claimWithin(e.global, "decorator"), locals.claimWithin(e.global, "policies")}
}

// params are the parameters of a function that makes what is shared under policies of a type, which may be empty.
func (e *emitter) sharedParams(l sharedLocals, policies string) []jen.Code {
	params := []jen.Code{jen.Id(l.decorator).Add(e.engine(decoratorName))}
	if policies != "" {
		params = append(params, jen.Id(l.policies).Id(policies))
	}
	return params
}

// ownElements are the elements of a literal of what is shared that are about d's own methods.
func (e *emitter) ownElements(d *decorator, l sharedLocals) []jen.Code {
	var elements []jen.Code
	if d.keepsDecorator() {
		elements = append(elements, jen.Id(d.common).Op(":").Id(l.decorator))
	}
	for _, m := range d.retried {
		elements = append(elements, jen.Id(d.fields[m]).Op(":").Add(e.newMethod(d, m, jen.Id(l.decorator), jen.Id(l.policies))))
	}
	return elements
}

// ownMethods is the function that makes what d's decorators share, without links.
func (e *emitter) ownMethods(d *decorator) jen.Code {
	_, l := e.sharedLocals(d)
	return jen.Func().Id(d.Shared.OwnMethods).Params(e.sharedParams(l, d.Shared.OwnPolicies)...).Op("*").Id(d.Shared.Type).
		Block(jen.Return(jen.Op("&").Id(d.Shared.Type).Custom(onLines, e.ownElements(d, l)...)))
}

// sharedMethods is the function that makes all of what d's decorators share.
func (e *emitter) sharedMethods(d *decorator) jen.Code {
	locals, l := e.sharedLocals(d)
	policies := ""
	if d.HasPolicies() {
		policies = d.Policies
	}
	function := jen.Func().Id(d.Shared.Constructor).Params(e.sharedParams(l, policies)...).Op("*").Id(d.Shared.Type)
	if !d.inCircle() {
		elements := e.ownElements(d, l)
		for _, to := range d.Shared.Links {
			elements = append(elements, jen.Id(d.links[to]).Op(":").Add(e.makeLink(d, to, l)))
		}
		return function.Block(jen.Return(jen.Op("&").Id(d.Shared.Type).Custom(onLines, elements...)))
	}

	var body []jen.Code
	variable := map[*plan.Decorator]string{}
	parts := map[*plan.Decorator]*decorator{d.Decorator: d}
	for _, member := range d.circle() {
		variable[member] = locals.claimWithin(e.global, unexportedName(member)+"Methods")
		args := []jen.Code{jen.Id(l.decorator).Dot(decoratorForName).Call(jen.Lit(member.Interface.Name()))}
		if member == d.Decorator {
			args[0] = jen.Id(l.decorator)
			if len(d.retried) > 0 {
				var own []jen.Code
				for _, m := range d.retried {
					own = append(own, jen.Id(d.policyField(m)).Op(":").Id(l.policies).Dot(d.policyField(m)))
				}
				args = append(args, jen.Id(d.Shared.OwnPolicies).Values(own...))
			}
		} else {
			parts[member] = nameParts(member, e.typeParamNames(member))
			if member.Retries() {
				args = append(args, jen.Id(l.policies).Dot(d.wrappedField(plan.WrappedPolicies{Of: member, Own: true})))
			}
		}
		body = append(body, jen.Id(variable[member]).Op(":=").Id(member.Shared.OwnMethods).Call(args...))
	}
	for _, member := range d.circle() {
		for _, to := range member.Shared.Links {
			link := jen.Id(variable[member]).Dot(parts[member].links[to]).Op("=")
			if variable[to] == "" {
				variable[to] = locals.claimWithin(e.global, unexportedName(to)+"Methods")
				body = append(body, jen.Id(variable[to]).Op(":=").Add(e.makeLink(d, to, l)))
			}
			body = append(body, link.Id(variable[to]))
		}
	}
	return function.Block(append(body, jen.Return(jen.Id(variable[d.Decorator])))...)
}

// circle are the decorators of d's circle, d first.
func (d *decorator) circle() []*plan.Decorator {
	all := []*plan.Decorator{d.Decorator}
	for _, other := range d.Shared.Circle {
		if other != d.Decorator {
			all = append(all, other)
		}
	}
	return all
}

// makeLink makes what is shared by those that decorate results of d, and are in no circle with it.
func (e *emitter) makeLink(d *decorator, to *plan.Decorator, l sharedLocals) *jen.Statement {
	args := []jen.Code{jen.Id(l.decorator).Dot(decoratorForName).Call(jen.Lit(to.Interface.Name()))}
	if to.HasPolicies() {
		args = append(args, jen.Id(l.policies).Dot(d.wrappedField(plan.WrappedPolicies{Of: to})))
	}
	return jen.Id(to.Shared.Constructor).Call(args...)
}

// sharedConstructor is the constructor of a decorator whose methods are shared.
func (e *emitter) sharedConstructor(d *decorator, inner, opts string) jen.Code {
	args := []jen.Code{e.engine(newDecoratorName).Call(jen.Lit(d.Interface.Name()), jen.Id(inner), jen.Id(opts).Op("..."))}
	if d.HasPolicies() {
		args = append(args, jen.Id(d.Defaults).Call())
	}
	made := jen.Id(d.Shared.Constructor).Call(args...)
	return e.constructorOf(d, inner, opts, []jen.Code{jen.Return(jen.Op("&").Add(e.decoratorType(d)).Values(
		jen.Id(d.inner).Op(":").Id(inner), jen.Id(d.shared).Op(":").Add(made)))})
}

// sharedWithPolicies is the method that returns a copy of a decorator whose methods are shared. The copy has methods of its own.
func (e *emitter) sharedWithPolicies(d *decorator, policies string) jen.Code {
	name := scope{d.receiver: true, policies: true, e.engineImport(): true}.claimWithin(e.global, "decorator")
	shared := jen.Id(d.receiver).Dot(d.shared)
	return e.withPoliciesOf(d, policies,
		jen.Id(name).Op(":=").Add(shared.Clone()).Dot(d.common).Dot(decoratorAnew).Call(),
		shared.Clone().Op("=").Id(d.Shared.Constructor).Call(jen.Id(name), jen.Id(policies)),
		jen.Return(e.engine(checkedName).Call(jen.Op("&").Id(d.receiver), jen.Id(name).Dot(decoratorErrors).Call().Op("..."))))
}

// numbered returns a local name for a level of nesting.
func numbered(name string, n int) string {
	if n == 0 {
		return name
	}
	return name + strconv.Itoa(n+1)
}
