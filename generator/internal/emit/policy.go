package emit

import (
	"go/types"
	"strconv"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// policy is an expression whose value is p, after so many columns of a line: what does not fit on that goes on the next ones.
func (e *emitter) policy(p *plan.Policy, column int) *jen.Statement {
	if p.Use != nil {
		return e.sharedPolicy(p.Use)
	}
	const indent, lineLength = 2 * 4, 120
	column += len(runtimeName + ".Policy{")
	var fields []jen.Code
	for i, f := range e.policyFields(p) {
		width := len(f.name+": ") + f.width + len(", ")
		code := jen.Id(f.name).Op(":").Add(f.value)
		if column += width; column > lineLength && i > 0 {
			column = indent + width
			code = jen.Line().Add(code)
		}
		fields = append(fields, code)
	}
	return e.runtime("Policy").Values(fields...)
}

// A policyField is a field of a policy with its value, which fills about so many columns.
type policyField struct {
	name  string
	value jen.Code
	width int
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

// policyFields are the fields that are not zero, in the order of backoff.Policy.
func (e *emitter) policyFields(p *plan.Policy) []policyField {
	var fields []policyField
	add := func(name string, value jen.Code, width int) {
		fields = append(fields, policyField{name, value, width})
	}
	addDuration := func(name string, d time.Duration) {
		if d != 0 {
			value := e.duration(d)
			add(name, jen.Id(value), len(value))
		}
	}
	addDuration("AttemptTimeout", p.Values.AttemptTimeout)
	addDuration("Deadline", p.Values.Deadline)
	addDuration("Pause", p.Values.Pause)
	if m := p.Values.Multiplier; m != 0 {
		add("Multiplier", jen.Lit(m), len(strconv.FormatFloat(m, 'g', -1, 64)))
	}
	addDuration("MaxPause", p.Values.MaxPause)
	if j := p.Values.Jitter; j != "" {
		add("Jitter", e.jitter(string(j)), len("backoff.JitterFull"))
	}
	addDuration("Hedge", p.Values.Hedge)
	if p.Values.Abandon {
		add("Abandon", e.isTrue(), len("true"))
	}
	if p.PauseFrom != nil {
		add("PauseFrom", e.object(p.PauseFrom), len(e.objectName(p.PauseFrom)))
	}
	if p.Values.MaxTries != 0 {
		add("MaxTries", jen.Lit(p.Values.MaxTries), len(strconv.Itoa(p.Values.MaxTries)))
	}
	if len(p.Errors) > 0 {
		width := len("[]backoff.Matcher{}")
		var list []jen.Code
		for _, m := range p.Errors {
			code, columns := e.matcher(m)
			list = append(list, code)
			width += columns + len(", ")
		}
		add("Errors", jen.Index().Add(e.runtime("Matcher")).Values(list...), width)
	}
	if p.Giveup != nil {
		add("Giveup", e.predicate(p.Giveup), e.predicateWidth(p.Giveup))
	}
	return fields
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

// matcher is one entry of a policy's errors, and about how many columns it fills.
func (e *emitter) matcher(m plan.Matcher) (*jen.Statement, int) {
	switch m.Kind {
	case plan.MatchAny:
		return e.runtime("Any"), len("backoff.Any")
	case plan.MatchIs:
		return e.runtime("Is").Call(e.object(m.Object)), len("backoff.Is()" + e.objectName(m.Object))
	case plan.MatchAs:
		return e.runtime("As").Types(e.typ(m.Type)).Call(), len("backoff.As[]()" + types.TypeString(m.Type, (*types.Package).Name))
	case plan.MatchFunc:
		return e.runtime("MatchFunc").Call(e.object(m.Object)), len("backoff.MatchFunc()" + e.objectName(m.Object))
	}
	return e.fail("the plan has a matcher of the unknown kind %d", m.Kind), 0
}

// duration is d in the largest unit that divides it: 100 * time.Millisecond.
func (e *emitter) duration(d time.Duration) string {
	units := []struct {
		name string
		size time.Duration
	}{
		{"Hour", time.Hour}, {"Minute", time.Minute}, {"Second", time.Second},
		{"Millisecond", time.Millisecond}, {"Microsecond", time.Microsecond}, {"Nanosecond", time.Nanosecond},
	}
	i := 0
	for d%units[i].size != 0 {
		i++ // a nanosecond divides every duration
	}
	unit := e.importName("time", "time") + "." + units[i].name
	if d == units[i].size {
		return unit
	}
	return strconv.FormatInt(int64(d/units[i].size), 10) + " * " + unit
}
