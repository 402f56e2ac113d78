package emit

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// The methods of a struct of policies.
const (
	namedName         = "Named"
	eachName          = "Each"
	unmarshalJSONName = "UnmarshalJSON"
	marshalJSONName   = "MarshalJSON"
)

// policyField is the field that has m's policy: it is called as the method, unless the struct has a method of that name.
func (d *decorator) policyField(m *plan.Method) string {
	switch m.Name {
	case namedName, eachName, unmarshalJSONName, marshalJSONName:
	default:
		return m.Name
	}
	fields := scope{}
	for _, other := range d.retried {
		fields.add(other.Name)
	}
	return fields.claim(m.Name + "Policy")
}

// policyTag tells the runtime about m what the name of its field does not.
func (d *decorator) policyTag(m *plan.Method) jen.Code {
	tag := ""
	if d.policyField(m) != m.Name {
		tag = m.Name
	}
	if !m.Context.SupportsLimits() {
		tag += noContextTag
	}
	if tag == "" {
		return jen.Null()
	}
	return jen.Op(quote(policyTag + ":" + strconv.Quote(tag)))
}

// configuration are the methods of the struct of policies that read numbers and durations; the runtime does the work.
func (e *emitter) configuration(d *decorator) []jen.Code {
	locals := scope{}
	locals.add(e.engineImport())
	receiver, data := locals.claim("p", "policies"), locals.claim("data")
	pointer := jen.Id(receiver).Op("*").Id(d.Policies)
	named := func() *jen.Statement { return jen.Id(receiver).Dot(namedName).Call() }
	code := jen.Func().Params(pointer.Clone()).Id(namedName).Params().Add(e.runtime("NamedPolicies")).
		Custom(onOneLine, jen.Return(e.engine(policiesOfName).Call(jen.Lit(d.Interface.Name()), jen.Id(receiver))))
	set, method, policy := locals.claim("set"), "method", "policy"
	each := comment(eachName+" calls "+set+" with the name and the policy of each method, which it may change."+d.wrappedNames()).
		Func().Params(pointer.Clone()).Id(eachName).
		Params(jen.Id(set).Func().Params(jen.Id(method).Add(e.predeclared("string")), jen.Id(policy).Op("*").Add(e.runtime("Policy")))).
		Custom(onOneLine, named().Dot(eachName).Call(jen.Id(set)))
	if e.hidesJSON() {
		return []jen.Code{code, each}
	}
	code.Line().Func().Params(pointer).Id(unmarshalJSONName).Params(jen.Id(data).Index().Byte()).Error().
		Custom(onOneLine, jen.Return(named().Dot(unmarshalJSONName).Call(jen.Id(data))))
	code.Line().Func().Params(jen.Id(receiver).Id(d.Policies)).Id(marshalJSONName).Params().
		Params(jen.Index().Byte(), jen.Error()).
		Custom(onOneLine, jen.Return(named().Dot(marshalJSONName).Call()))
	return []jen.Code{code, each}
}

// wrappedNames says what the policies of other interfaces are called; it is empty where there are none.
func (d *decorator) wrappedNames() string {
	for _, w := range d.WrappedPolicies() {
		for _, m := range w.Of.Methods {
			if field := d.wrappedField(w); m.Policy != nil {
				return " Those in " + field + " have names such as " + field + "." + m.Name + "."
			}
		}
	}
	return ""
}

// hidesJSON reports whether the struct of policies has no methods for JSON. Their signatures could be written, but go
// vet compares them as text, and would report code that nobody can change.
func (e *emitter) hidesJSON() bool { return e.global["byte"] || e.global["error"] }
