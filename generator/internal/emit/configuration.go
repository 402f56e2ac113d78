package emit

import (
	"go/token"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// The methods of a struct of policies.
const (
	namedName         = "Named"
	unmarshalJSONName = "UnmarshalJSON"
	marshalJSONName   = "MarshalJSON"
)

// policyField is the field that has m's policy: it is called as the method, unless the struct has a method of that name.
func (d *decorator) policyField(m *plan.Method) string {
	switch m.Name {
	case namedName, unmarshalJSONName, marshalJSONName:
	default:
		return m.Name
	}
	fields := scope{}
	for _, other := range d.retried {
		fields.add(other.Name)
	}
	return fields.claim(m.Name + "Policy")
}

// configuration are the methods of the struct of policies through which numbers and durations change without generating
// again. They say which methods there are; the runtime does the rest.
func (e *emitter) configuration(d *decorator) []jen.Code {
	locals := scope{}
	locals.add(e.imports.name(runtimePath, runtimeName))
	receiver, data := locals.claim("p", "policies"), locals.claim("data")
	named := jen.Id(receiver).Dot(namedName).Call()
	pointer := jen.Id(receiver).Op("*").Id(d.Policies)

	example := d.retried[0].Name
	doc := []string{namedName + " returns the policies by name, for [backoff.UnmarshalEnviron]."}
	if e.global["byte"] || e.global["error"] {
		// The signatures could be written, but go vet compares them as text, and would fail for code that nobody can change.
		doc = append(doc, "A pointer to what it returns is for json.Unmarshal, too: "+d.Policies+" itself lets unknown names pass.")
	}
	code := []jen.Code{
		comment(doc...).
			Func().Params(pointer).Id(namedName).Params().Add(e.runtime("NamedPolicies")).
			Block(jen.Return(e.namedPolicies(d, receiver))),
	}
	if len(doc) > 1 {
		return code
	}
	code = append(code,
		comment(unmarshalJSONName+" changes the policies as data says, such as {\""+example+"\": {\"max_tries\": 5}}; after an error none.").
			Func().Params(pointer).Id(unmarshalJSONName).Params(jen.Id(data).Index().Byte()).Error().
			Block(jen.Return(jen.Add(named).Dot(unmarshalJSONName).Call(jen.Id(data)))))
	if d.marshalsItself() {
		return code
	}
	return append(code,
		comment(marshalJSONName+" returns what "+unmarshalJSONName+" reads.").
			Func().Params(jen.Id(receiver).Id(d.Policies)).Id(marshalJSONName).Params().
			Params(jen.Index().Byte(), jen.Error()).
			Block(jen.Return(jen.Add(named).Dot(marshalJSONName).Call())))
}

// marshalsItself reports whether encoding/json finds all fields of the struct of policies, under the methods' names.
func (d *decorator) marshalsItself() bool {
	for _, m := range d.retried {
		if !token.IsExported(m.Name) || d.policyField(m) != m.Name {
			return false
		}
	}
	return true
}

// namedPolicies are pointers to the fields of the struct of policies.
func (e *emitter) namedPolicies(d *decorator, receiver string) *jen.Statement {
	var methods []jen.Code
	for _, m := range d.retried {
		fields := []jen.Code{
			jen.Id("Name").Op(":").Lit(m.Name),
			jen.Id("Policy").Op(":").Op("&").Id(receiver).Dot(d.policyField(m)),
		}
		if m.Context.Kind == plan.NoContext {
			fields = append(fields, jen.Id("WithoutContext").Op(":").Add(e.isTrue()))
		}
		methods = append(methods, jen.Values(fields...))
	}
	return e.runtime("NamedPolicies").Values(
		jen.Id("Interface").Op(":").Lit(d.Interface.Name()),
		jen.Id("Methods").Op(":").Index().Add(e.runtime("NamedPolicy")).Custom(onLines, methods...))
}
