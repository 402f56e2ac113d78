package resolve

import (
	"go/token"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

const (
	expectedPauseFrom       = "the name of a func(error) (time.Duration, bool)"
	expectedMethodPauseFrom = "the name of a func([results…,] error[, parameters…]) (time.Duration, bool)"
)

// resolvePauseFrom resolves a pause_from to its function, or to the variable that holds it. It returns nil when it has reported
// why it cannot.
func (s *scope) resolvePauseFrom(e directive.Expr) types.Object {
	x := s.checkExpression(e, BadPauseFrom, expectedPauseFrom)
	if x == nil {
		return nil
	}
	obj, t := x.object(), x.value.Type
	switch {
	case obj == nil || !x.value.IsValue():
		s.errorf(x.spanOf(), BadPauseFrom, "%s; expected %s", s.describe(x), expectedPauseFrom)
	case broken(t):
		s.unknownType(x, x.Text)
	case !isPauseFrom(t):
		s.errorf(x.spanOf(), BadPauseFrom, "%s is %s; expected %s", x.Text, goname.WithArticle(s.typeString(t)), expectedPauseFrom)
	default:
		return obj
	}
	return nil
}

// resolveMethodPauseFrom resolves the pause_from of a method whose policy has none of its own, since it is about more than the
// error.
func (s *scope) resolveMethodPauseFrom(out *plan.Method, m *method, policy *appliedPolicy, in decorated) {
	if out.Policy.PauseFrom != nil {
		return
	}
	sig := m.fn.Signature()
	returned := append(resultsOf(sig), onlyError()...)
	out.PauseFrom = s.resolveMethodFunction(policy, m, &inquiry{
		key: keys.PauseFrom, code: BadPauseFrom, expected: expectedMethodPauseFrom, answers: answersPause,
		forms: append(formsOf(sig, onlyError(), returned), failureForm), in: in,
	})
}

// answersPause reports whether a function's results are a time.Duration and a bool.
func answersPause(r *types.Tuple) bool {
	return r.Len() == 2 && IsNamed(r.At(0).Type(), pathIs("time"), "Duration") && isBool(r.At(1).Type())
}

// isPauseFrom reports whether t is a func(error) (time.Duration, bool), or a type with that underlying type.
func isPauseFrom(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || generic(t) || sig.Results().Len() != 2 || !IsNamed(sig.Results().At(0).Type(), pathIs("time"), "Duration") {
		return false
	}
	// time.Duration is compared by name, since the annotated package may not import time.
	duration := types.NewParam(token.NoPos, nil, "", sig.Results().At(0).Type())
	want := types.NewSignatureType(nil, nil, nil,
		types.NewTuple(types.NewParam(token.NoPos, nil, "", errorType)),
		types.NewTuple(duration, types.NewParam(token.NoPos, nil, "", types.Typ[types.Bool])), false)
	return types.AssignableTo(t, want)
}
