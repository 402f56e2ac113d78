package emit

import (
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// cases are a policy's cases, each on a line of its own.
func (e *emitter) cases(cases []plan.Case) *jen.Statement {
	list := make([]jen.Code, len(cases))
	for i, c := range cases {
		var fields []jen.Code
		for _, f := range e.caseFields(c) {
			fields = append(fields, f)
		}
		list[i] = jen.Values(fields...)
	}
	return jen.Id("Cases").Op(":").Index().Add(e.runtime("Case")).Custom(onLines, list...)
}

// caseFields are the fields of a case that are not zero, its errors first.
func (e *emitter) caseFields(c plan.Case) []*jen.Statement {
	var fields []*jen.Statement
	if len(c.Errors) > 0 {
		fields = append(fields, jen.Id("Errors").Op(":").Add(e.matchers(c.Errors)))
	}
	if c.Values.Results {
		fields = append(fields, jen.Id("Results").Op(":").Add(e.isTrue()))
	}
	for _, k := range keys.OfCases() {
		var value *jen.Statement
		switch {
		case k.Name == keys.PauseFrom && c.PauseFrom != nil:
			value = e.object(c.PauseFrom)
		case k.IsData() && k.IsSet(&c.Values):
			value = e.caseData(k, k.Get(&c.Values))
		}
		if value != nil {
			fields = append(fields, jen.Id(k.Field).Op(":").Add(value))
		}
	}
	return fields
}

// caseData is a field's value that is data and not zero.
func (e *emitter) caseData(k keys.Key, value any) *jen.Statement {
	if !k.IsNone(value) {
		return e.data(k, value)
	}
	switch value.(type) {
	case time.Duration, int:
		return e.runtime("None")
	}
	return jen.Lit(value)
}
