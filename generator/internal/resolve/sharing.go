package resolve

import (
	"go/types"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// checkConcurrent holds a hedge, and attempts that may be left behind, against what two attempts that run at the same time
// would share, and against what they bring that nobody gets.
func (r *resolver) checkConcurrent(policy *appliedPolicy) {
	hedges, leaves := policy.Duration(keys.Hedge) > 0, abandons(policy.Policy)
	if !hedges && !leaves {
		return
	}
	at := valueSpan(policy.Value(keys.Hedge))
	if !hedges {
		at = exprSpan(policy.Value(keys.OnTimeout).Expr)
	}
	const hint = "write replay=always if that is safe"
	always := policy.Word(keys.Replay) == "always"
	var shared, ended []string
	for _, m := range policy.methods {
		if !m.context.SupportsLimits() && !leaves {
			continue // left out
		}
		consumes := replay(m, policy.Policy).Consumed
		if hedges && len(consumes) > 0 {
			f := r.errorf(at, HedgeConsumes, "%s cannot be hedged: an attempt consumes %s, so two of them cannot run at the same time",
				m.fn.Name(), r.consumedName(m, consumes[0]))
			f.Hint = hint
			continue
		}
		if params := r.sharedParams(m); len(params) > 0 && !always {
			shared = append(shared, strings.Join(params, " and ")+" of "+m.fn.Name())
		}
		ended = append(ended, r.unusualEndings(m)...)
	}
	if len(shared) > 0 && hedges {
		r.warnf(at, HedgeShares, "attempts that run at the same time share %s", strings.Join(shared, ", ")).Hint = hint
	} else if len(shared) > 0 {
		r.warnf(at, AbandonShares, "an attempt that is left behind may still use %s", strings.Join(shared, ", ")).Hint = hint
	}
	if len(ended) > 0 {
		r.warnf(at, DiscardedResult, "nobody gets what a late attempt returns: %s", strings.Join(ended, ", "))
	}
	if hedges && !policy.Value(keys.MaxTries).Given() {
		r.warnf(at, HedgeWithoutEnd, "a hedge without max_tries begins attempt after attempt until one succeeds").Hint = "expected max_tries"
	}
}

// sharedParams names the parameters of m through which two attempts could get into each other's way, or through which one
// that was left behind could write to what its caller has. Each attempt has a request of its own, and options are only read.
func (r *resolver) sharedParams(m *method) []string {
	var list []string
	sig := m.fn.Signature()
	params := sig.Params()
	for i := range params.Len() {
		t := params.At(i).Type()
		if m.context.Kind != plan.ContextNone && i == m.context.Param || isPointerTo(t, pathIs("net/http"), "Request") {
			continue
		}
		if sig.Variadic() && i == params.Len()-1 {
			element := t.(*types.Slice).Elem()
			if empty, ok := element.Underlying().(*types.Interface); !ok || !empty.Empty() {
				continue // options; what is scanned into comes as any
			}
		}
		kind := sharedKind(t)
		if kind == "" {
			continue
		}
		if name := params.At(i).Name(); name != "" && name != "_" {
			list = append(list, "the "+kind+" "+name)
		} else {
			list = append(list, goname.WithArticle(r.typeString(t)))
		}
	}
	return list
}

// sharedKind says what of a type two values of it may share, or returns "".
func sharedKind(t types.Type) string {
	if _, generic := types.Unalias(t).(*types.TypeParam); generic {
		return ""
	}
	switch t.Underlying().(type) {
	case *types.Slice:
		return "slice"
	case *types.Map:
		return "map"
	case *types.Pointer:
		return "pointer"
	case *types.Signature:
		if !isIterator(t.Underlying().(*types.Signature)) {
			return "function"
		}
	case *types.Interface:
		if _, consumed := consumedDirectly(t); !consumed && !types.Identical(t, errorType) {
			return "interface"
		}
	}
	return ""
}

// unusualEndings says of the results of m that end by something else than Close() error or Close() what is called for them.
func (r *resolver) unusualEndings(m *method) []string {
	var list []string
	results := m.fn.Signature().Results()
	for i := range results.Len() - 1 {
		t := results.At(i).Type()
		f := ending(t)
		if f == nil || f.Name() == "Close" && f.Signature().Params().Len() == 0 {
			continue
		}
		list = append(list, goname.WithArticle(r.typeString(t))+" of "+m.fn.Name()+" is ended by its "+f.Name())
	}
	return list
}

// checkKeepsContext warns of methods that take something to call or to send to, and return at once: the callee may keep the
// context, which ends with the call where there are limits.
func (r *resolver) checkKeepsContext(policy *appliedPolicy) {
	if policy.Value(keys.Lifetime).Given() || policy.Duration(keys.AttemptTimeout) == 0 && policy.Duration(keys.Deadline) == 0 {
		return
	}
	var list []string
	for _, m := range policy.methods {
		if m.context.SupportsLimits() && takesHandler(m.fn.Signature()) {
			list = append(list, m.fn.Name())
		}
	}
	if len(list) == 0 {
		return
	}
	r.warnf(policySpan(policy.Policy), MayKeepContext, "the context of an attempt ends with the call: if the callee keeps it beside what %s takes to call or to send to, that ends too",
		strings.Join(list, ", ")).Hint = "write lifetime=result if it does, lifetime=call if it does not"
}

// takesHandler reports whether a method returns nothing but an error, and takes a function or a channel that is not an
// option.
func takesHandler(sig *types.Signature) bool {
	if sig.Results().Len() != 1 {
		return false
	}
	for p := range sig.Params().Variables() { // options are a slice
		switch u := p.Type().Underlying().(type) {
		case *types.Signature:
			if !isIterator(u) {
				return true
			}
		case *types.Chan:
			if u.Dir() != types.RecvOnly {
				return true
			}
		}
	}
	return false
}
