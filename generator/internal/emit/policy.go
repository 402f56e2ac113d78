package emit

import (
	"go/types"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// policy is an expression for the value p. It begins at a column of the line, and is broken into lines if it is too
// long.
func (e *emitter) policy(p *plan.Policy, column int) *jen.Statement {
	if p.Use != nil {
		return e.sharedPolicy(p.Use)
	}
	const indent, lineLength = 2 * 4, 120
	column += len(runtimeName + ".Policy{")
	var fields []jen.Code
	for i, f := range e.policyFields(p) {
		width := len(f.GoString() + ", ")
		if column += width; column > lineLength && i > 0 {
			column = indent + width
			f = jen.Line().Add(f)
		}
		fields = append(fields, f)
	}
	if len(p.Cases) > 0 {
		fields = append(fields, jen.Line().Add(e.cases(p.Cases)))
	}
	return e.runtime("Policy").Values(fields...)
}

// sharedPolicy is the value of the variable or function that a use directive names.
func (e *emitter) sharedPolicy(o types.Object) *jen.Statement {
	value := e.object(o)
	typ := o.Type()
	if signature, ok := typ.Underlying().(*types.Signature); ok {
		value.Call()
		typ = signature.Results().At(0).Type()
	}
	if _, ok := types.Unalias(typ).(*types.Pointer); ok {
		return e.engine(sharedPolicyName).Call(jen.Lit(o.Name()), value)
	}
	return value
}

// policyFields are the fields that are not zero, in the order of the table of keys.
func (e *emitter) policyFields(p *plan.Policy) []*jen.Statement {
	var fields []*jen.Statement
	for _, k := range keys.All() {
		var value *jen.Statement
		switch {
		case k.Field == "":
			continue
		case !k.IsData():
			value = e.code(p, k)
		case k.IsSet(&p.Values):
			value = e.data(k, k.Get(&p.Values))
		}
		if value != nil {
			fields = append(fields, jen.Id(k.Field).Op(":").Add(value))
		}
	}
	return fields
}

// data is a field's value that is data and not zero.
func (e *emitter) data(k keys.Key, value any) *jen.Statement {
	switch v := value.(type) {
	case time.Duration:
		return e.duration(v)
	case string:
		if k.Kind == keys.KindJitter {
			return e.jitter(v)
		}
		return e.isTrue() // the second of two choices, which is the one that is not zero
	}
	return jen.Lit(value)
}

// code is the value of a key that is Go code, or nil if p has none.
func (e *emitter) code(p *plan.Policy, k keys.Key) *jen.Statement {
	switch k.Name {
	case keys.Errors:
		if len(p.Errors) == 0 {
			return nil
		}
		return e.matchers(p.Errors)
	case keys.Giveup:
		if p.Giveup == nil {
			return nil
		}
		return e.predicate(p.Giveup)
	case keys.PauseFrom:
		if p.PauseFrom == nil {
			return nil
		}
		return e.object(p.PauseFrom)
	case keys.Guard:
		if p.Guard == nil {
			return nil
		}
		return e.object(p.Guard)
	case keys.Budget:
		if p.Budget == nil {
			return nil
		}
		return e.object(p.Budget)
	}
	return e.fail("the generator does not know how %s is written", k.Name)
}

// jitter is j by the name of its constant, or as a ratio.
func (e *emitter) jitter(j string) *jen.Statement {
	switch j {
	case "full":
		return e.runtime("JitterFull")
	case "equal":
		return e.runtime("JitterEqual")
	case "decorrelated":
		return e.runtime("JitterDecorrelated")
	}
	return e.runtime("JitterRatio").Call(jen.Id(j))
}

// matchers is a list of errors.
func (e *emitter) matchers(matchers []plan.Matcher) *jen.Statement {
	var list []jen.Code
	for _, m := range matchers {
		value := e.matcher(m)
		if m.Except {
			value = e.runtime("Except").Call(value)
		}
		list = append(list, value)
	}
	return jen.Index().Add(e.runtime("Matcher")).Values(list...)
}

// matcher is one entry of a list of errors, whether it is left out or not.
func (e *emitter) matcher(m plan.Matcher) *jen.Statement {
	switch m.Kind {
	case plan.MatchAny:
		return e.runtime("Any")
	case plan.MatchIs:
		return e.runtime("Is").Call(e.object(m.Object))
	case plan.MatchAs:
		return e.runtime("As").Types(e.typ(m.Type)).Call()
	case plan.MatchFunc:
		function := e.object(m.Object)
		if m.Called {
			function = jen.Func().Params(jen.Id(expressionParam).Add(e.predeclared("error"))).Add(e.predeclared("bool")).
				Block(jen.Return(function.Call(jen.Id(expressionParam))))
		}
		return e.runtime("MatchFunc").Call(function)
	case plan.MatchClass:
		function := "MatchClass"
		if m.Unsure {
			function = "MatchUnknown"
		}
		return e.runtime(function).Call(jen.Id(m.Class.Name))
	}
	return e.fail("the plan has a matcher of the unknown kind %d", m.Kind)
}

// duration is d in the largest unit that divides it: 100 * time.Millisecond.
func (e *emitter) duration(d time.Duration) *jen.Statement {
	units := []struct {
		name string
		size time.Duration
	}{
		{"Hour", time.Hour}, {"Minute", time.Minute}, {"Second", time.Second},
		{"Millisecond", time.Millisecond}, {"Microsecond", time.Microsecond}, {"Nanosecond", time.Nanosecond},
	}
	for _, unit := range units {
		if d%unit.size != 0 {
			continue
		}
		if d == unit.size {
			return e.std("time", unit.name)
		}
		return jen.Lit(int(d / unit.size)).Op("*").Add(e.std("time", unit.name))
	}
	return e.fail("the duration %d has no unit", d) // not reached: a nanosecond divides every duration
}
