package emit

import (
	"go/types"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// policy is an expression whose value is p.
func (e *emitter) policy(p *plan.Policy) *jen.Statement {
	if p.Use != nil {
		return e.sharedPolicy(p.Use)
	}
	fields := e.policyFields(p)
	if len(fields) > 2 || len(p.Errors) > 2 {
		return e.runtime("Policy").Custom(onLines, fields...)
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
		return e.runtime("Shared").Call(jen.Lit(o.Name()), value)
	}
	return value
}

// policyFields are the fields that are not zero, in the order of backoff.Policy.
func (e *emitter) policyFields(p *plan.Policy) []jen.Code {
	var fields []jen.Code
	add := func(name string, value jen.Code) {
		fields = append(fields, jen.Id(name).Op(":").Add(value))
	}
	addDuration := func(name string, d time.Duration) {
		if d != 0 {
			add(name, e.duration(d))
		}
	}
	addDuration("AttemptTimeout", p.Values.AttemptTimeout)
	addDuration("Deadline", p.Values.Deadline)
	addDuration("Pause", p.Values.Pause)
	if m := p.Values.Multiplier; m != 0 {
		add("Multiplier", jen.Lit(m))
	}
	addDuration("MaxPause", p.Values.MaxPause)
	if j := p.Values.Jitter; j != "" {
		add("Jitter", e.jitter(string(j)))
	}
	addDuration("Hedge", p.Values.Hedge)
	if p.Values.Abandon {
		add("Abandon", e.isTrue())
	}
	if p.PauseFrom != nil {
		add("PauseFrom", e.object(p.PauseFrom))
	}
	if p.Values.MaxTries != 0 {
		add("MaxTries", jen.Lit(p.Values.MaxTries))
	}
	if len(p.Errors) > 0 {
		var list []jen.Code
		for _, m := range p.Errors {
			list = append(list, e.matcher(m))
		}
		add("Errors", jen.Index().Add(e.runtime("Matcher")).Values(list...))
	}
	if p.Giveup != nil {
		add("Giveup", e.predicate(p.Giveup))
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

// matcher is one entry of a policy's errors.
func (e *emitter) matcher(m plan.Matcher) *jen.Statement {
	switch m.Kind {
	case plan.MatchAny:
		return e.runtime("Any")
	case plan.MatchIs:
		return e.runtime("Is").Call(e.object(m.Object))
	case plan.MatchAs:
		return e.runtime("As").Types(e.typ(m.Type)).Call()
	case plan.MatchFunc:
		return e.runtime("MatchFunc").Call(e.object(m.Object))
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
