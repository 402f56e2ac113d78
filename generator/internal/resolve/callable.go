package resolve

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// callableAs reports whether a function of type t can be called with arguments of these types for results of those, as Go
// would have it: what is assignable fits. It reports instance where the function has to be instantiated with an interface's own
// type parameters for that.
func callableAs(t types.Type, in []types.Type, out *types.Tuple, params *types.TypeParamList) (fits, instance bool) {
	sig, instance := instantiated(t, params)
	return sig != nil && takes(sig, in) && returns(sig, out), instance
}

// instantiated returns the signature of a function of type t, instantiated with an interface's own type parameters where it
// is generic. It is nil when that is not possible.
func instantiated(t types.Type, params *types.TypeParamList) (sig *types.Signature, instance bool) {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return nil, false
	}
	n := sig.TypeParams().Len()
	if n == 0 {
		return sig, false
	}
	if n != params.Len() {
		return nil, false
	}
	var args []types.Type
	for p := range params.TypeParams() {
		args = append(args, p)
	}
	made, err := types.Instantiate(nil, sig, args, true)
	if err != nil {
		return nil, false
	}
	return made.(*types.Signature), true
}

// takes reports whether a function can be called with arguments of these types.
func takes(sig *types.Signature, in []types.Type) bool {
	fixed := sig.Params().Len()
	if sig.Variadic() {
		fixed--
	}
	if len(in) < fixed || len(in) > fixed && !sig.Variadic() {
		return false
	}
	for i, t := range in {
		var want types.Type
		if i < fixed {
			want = sig.Params().At(i).Type()
		} else {
			want = sig.Params().At(fixed).Type().(*types.Slice).Elem()
		}
		if !isAssignable(t, want) {
			return false
		}
	}
	return true
}

// isAssignable reports whether an argument of type t can be passed as a want.
func isAssignable(t, want types.Type) bool {
	if t == contextType {
		return IsNamed(want, pathIs("context"), "Context")
	}
	return types.AssignableTo(t, want)
}

// takesSpread reports whether a variadic function can be called with arguments of these types, the last of which is a slice
// of its variadic ones.
func takesSpread(sig *types.Signature, in []types.Type) bool {
	if len(in) != sig.Params().Len() {
		return false
	}
	for i, t := range in {
		if !isAssignable(t, sig.Params().At(i).Type()) {
			return false
		}
	}
	return true
}

// returns reports whether what a function returns can be assigned to variables of these types.
func returns(sig *types.Signature, out *types.Tuple) bool {
	if sig.Results().Len() != out.Len() {
		return false
	}
	for i := range out.Len() {
		if !types.AssignableTo(sig.Results().At(i).Type(), out.At(i).Type()) {
			return false
		}
	}
	return true
}

// asCall returns an expression that names a function as a call of it, with what a form has for its arguments, and reports
// whether Go takes that for a boolean value: its type parameters may have to be inferred.
func (s *scope) asCall(e directive.Expr, f form, variables []*variable) (directive.Expr, bool) {
	var args []string
	for _, a := range f.args {
		switch a.Kind {
		case plan.ArgumentParam:
			args = append(args, "p"+strconv.Itoa(a.Index))
		case plan.ArgumentResult:
			args = append(args, "r"+strconv.Itoa(a.Index))
		default:
			args = append(args, "err")
		}
	}
	e.Text += "(" + strings.Join(args, ", ") + ")"
	var x *expression
	s.try(func() { x = s.checkExpression(e, BadPredicate, expectedPredicate, variables...) })
	return e, x != nil && x.value.IsValue() && isBool(x.value.Type)
}

// A trial is what would have been reported.
type trial struct {
	list      []diag.Diagnostic
	unchecked bool // something could not be checked, then or before
}

// try does something only to see how it goes, and returns what it would have reported.
func (s *scope) try(do func()) trial {
	known, unchecked := len(s.list), s.unchecked
	do()
	t := trial{slices.Clone(s.list[known:]), s.unchecked}
	s.list, s.unchecked = s.list[:known], unchecked
	return t
}

// report reports what a trial would have.
func (s *scope) report(t trial) {
	s.list = append(s.list, t.list...)
	s.unchecked = s.unchecked || t.unchecked
}
