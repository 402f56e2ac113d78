package resolve

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

// callableAs reports whether a function of type t can be called with arguments of these types for results of those, as Go
// would have it: what is assignable fits, and type parameters are inferred. It reports instance where the function has to be
// instantiated with an interface's own type parameters for that.
func callableAs(t types.Type, in, out []*types.Var, params *types.TypeParamList) (fits, instance bool) {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false, false
	}
	if n := sig.TypeParams().Len(); n > 0 {
		if n != params.Len() {
			return false, false
		}
		var args []types.Type
		for p := range params.TypeParams() {
			args = append(args, p)
		}
		made, err := types.Instantiate(nil, sig, args, true)
		if err != nil {
			return false, false
		}
		sig, instance = made.(*types.Signature), true
	}
	return takes(sig, in) && returns(sig, out), instance
}

// takes reports whether a function can be called with arguments of these types.
func takes(sig *types.Signature, in []*types.Var) bool {
	fixed := sig.Params().Len()
	if sig.Variadic() {
		fixed--
	}
	if len(in) < fixed || len(in) > fixed && !sig.Variadic() {
		return false
	}
	for i, v := range in {
		var want types.Type
		if i < fixed {
			want = sig.Params().At(i).Type()
		} else {
			want = sig.Params().At(fixed).Type().(*types.Slice).Elem()
		}
		if !types.AssignableTo(v.Type(), want) {
			return false
		}
	}
	return true
}

// returns reports whether what a function returns can be assigned to variables of these types.
func returns(sig *types.Signature, out []*types.Var) bool {
	if sig.Results().Len() != len(out) {
		return false
	}
	for i, v := range out {
		if !types.AssignableTo(sig.Results().At(i).Type(), v.Type()) {
			return false
		}
	}
	return true
}

// asCall returns an expression that names a function as a call of it, with so many results of an attempt for its arguments,
// or with err for none, and reports whether Go takes that for a boolean value: its type parameters may have to be inferred.
func (s *scope) asCall(e directive.Expr, results int, vars []*types.Var) (directive.Expr, bool) {
	args := []string{"err"}
	if results > 0 {
		args = nil
		for i := range results {
			args = append(args, "r"+strconv.Itoa(i))
		}
	}
	e.Text += "(" + strings.Join(args, ", ") + ")"
	known := len(s.list)
	x := s.check(e, BadPredicate, expectedPredicate, vars...)
	s.list = s.list[:known] // it was a question
	return e, x != nil && x.value.IsValue() && isBool(x.value.Type)
}
