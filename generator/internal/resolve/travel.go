package resolve

import (
	"go/types"
	"reflect"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// checkTravels reports parameters and results of a method that cannot be sent to another process, or would arrive as something else.
// Temporal's data converter goes by JSON, which accepts much of this without a word.
func (s *scope) checkTravels(i *directive.Interface, m *method) {
	sig := m.fn.Signature()
	check := func(v *types.Var, what string) {
		c := traveller{s: s}
		if why := c.why(v.Type(), nil); why != "" {
			s.errorf(s.paramSpan(i, m, v), CannotTravel, "%s of %s.%s cannot travel to another process: %s", what, i.Spec.Name.Name, m.fn.Name(), why)
			return
		}
		if c.loses != "" {
			s.warnf(s.paramSpan(i, m, v), LosesFields, "%s of %s.%s arrives without what is unexported: %s", what, i.Spec.Name.Name, m.fn.Name(), c.loses)
		}
	}
	for n := range sig.Params().Len() {
		if m.context.Kind != plan.ContextNone && n == m.context.Param {
			continue
		}
		check(sig.Params().At(n), "this parameter")
	}
	for n := range sig.Results().Len() - 1 {
		check(sig.Results().At(n), "this result")
	}
}

// A traveller finds out whether values of a type arrive in another process as they were, by way of JSON.
type traveller struct {
	s       *scope
	asError bool   // unexported fields do no harm: an error is known by its type
	loses   string // what is left behind although the rest arrives
	seen    map[types.Type]bool
}

// why returns why values of type t do not arrive; empty if they do. Path is what they are part of.
func (c *traveller) why(t types.Type, within types.Type) string {
	if c.seen[t] {
		return ""
	}
	if c.seen == nil {
		c.seen = map[types.Type]bool{}
	}
	c.seen[t] = true
	say := func(what string) string {
		if within != nil {
			return c.s.typeString(within) + " has " + c.s.typeString(t) + ", " + what
		}
		return c.s.typeString(t) + " is " + what
	}
	if _, isParam := types.Unalias(t).(*types.TypeParam); isParam {
		return "" // whoever chooses it sees to that
	}
	if hasCodec(t) {
		return ""
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Kind() == types.UnsafePointer || u.Kind() == types.Uintptr:
			return say("an address in this process")
		case u.Info()&types.IsComplex != 0:
			return say("a complex number, for which JSON has nothing")
		}
	case *types.Signature:
		return say("a function")
	case *types.Chan:
		return say("a channel")
	case *types.Interface:
		return say("an interface, and nothing says what to make of its value there")
	case *types.Pointer:
		return c.why(u.Elem(), within)
	case *types.Slice:
		return c.why(u.Elem(), within)
	case *types.Array:
		return c.why(u.Elem(), within)
	case *types.Map:
		if !isMapKey(u.Key()) {
			return say("a map whose keys are neither text nor numbers")
		}
		return c.why(u.Elem(), within)
	case *types.Struct:
		return c.whyStruct(t, u)
	}
	return ""
}

// whyStruct is why for structs.
func (c *traveller) whyStruct(t types.Type, u *types.Struct) string {
	exported, hidden := 0, ""
	for n := range u.NumFields() {
		f := u.Field(n)
		if name := reflect.StructTag(u.Tag(n)).Get("json"); name == "-" {
			continue // whoever writes that knows what is lost
		}
		if !f.Exported() && !f.Embedded() {
			if hidden == "" && f.Name() != "_" {
				hidden = f.Name()
			}
			continue
		}
		exported++
		if why := c.why(f.Type(), t); why != "" {
			return why
		}
	}
	switch {
	case exported == 0 && u.NumFields() > 0 && !c.asError:
		return c.s.typeString(t) + " has no exported fields, and would arrive empty"
	case hidden != "" && !c.asError && c.loses == "":
		c.loses = c.s.typeString(t) + " has the field " + hidden
	}
	return ""
}

// hasCodec reports whether values of type t, or pointers to them, say themselves how they are encoded and decoded: as JSON, as text, or as
// a protocol buffer.
func hasCodec(t types.Type) bool {
	if types.IsInterface(t) {
		return false
	}
	has := func(name string) bool { return hasMethodOf(t, true, name) }
	return has("MarshalJSON") && has("UnmarshalJSON") || has("MarshalText") && has("UnmarshalText") || has("ProtoReflect")
}

// hasMethodOf reports whether a value of type t has a method; one that is addressable has those of its pointer, too.
func hasMethodOf(t types.Type, addressable bool, name string) bool {
	o, _, _ := types.LookupFieldOrMethod(t, addressable, nil, name)
	_, isMethod := o.(*types.Func)
	return isMethod
}

// isMapKey reports whether JSON has maps with keys of type t: text, integers, and what says itself how it is encoded as text, for which a
// key's address is not taken.
func isMapKey(t types.Type) bool {
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&(types.IsString|types.IsInteger) != 0 {
		return true
	}
	if _, isParam := types.Unalias(t).(*types.TypeParam); isParam {
		return true
	}
	return !types.IsInterface(t) && hasMethodOf(t, false, "MarshalText") && hasMethodOf(t, true, "UnmarshalText")
}
