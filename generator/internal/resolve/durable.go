package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// TargetTemporal is the Target of what is generated for Temporal.
const TargetTemporal = "temporal"

// longPause is the length of a pause from which on Temporal's server waits, and no worker.
const longPause = time.Second

// isDurable reports whether calls are to go on in other processes.
func (r *resolver) isDurable() bool {
	return r.Destination != nil && r.Destination.Target == TargetTemporal
}

// claimDurable reserves the names that users see of what is generated for Temporal. If the annotation names the decorator, they follow from
// that name, as those of the policies do.
func (s *scope) claimDurable(i *directive.Interface, d *plan.Decorator) {
	stem, at := i.Spec.Name.Name, span{i.Spec.Name.Pos(), i.Spec.Name.End()}
	if i.Decorator != nil && i.Decorator.Name.Text != "" {
		stem, at = i.Decorator.Name.Text, wordSpan(i.Decorator.Name)
	}
	stem = goname.Exported(stem)
	t := &plan.Durable{Activities: stem + "Activities", Caller: "Durable" + stem, Workflow: stem + "Workflow"}
	t.NewActivities, t.NewCaller, t.NewWorkflow = "New"+t.Activities, "New"+t.Caller, "New"+t.Workflow
	for _, name := range []struct{ text, what string }{
		{t.Activities, "struct of activities"}, {t.NewActivities, "constructor of activities"},
		{t.Caller, "durable type"}, {t.NewCaller, "constructor of the durable type"},
		{t.Workflow, "struct of stubs"}, {t.NewWorkflow, "constructor of stubs"},
	} {
		s.claim(name.text, at, name.what, "choose another: //backoff:decorator name=…")
	}
	d.Durable = t
}

// checkDurable reports what of an interface cannot be carried out on Temporal, or would mean something else there.
func (s *scope) checkDurable(i *directive.Interface, ms []*method, plans map[*method]*plan.Method, policyOf map[*method]*appliedPolicy) {
	any := false
	for _, m := range ms {
		pm := plans[m]
		if pm == nil || pm.Policy == nil {
			continue
		}
		any = true
		s.checkTravels(i, m)
		s.checkDurableLimits(i, m, pm)
		s.checkEnding(policyOf[m], pm)
		s.warnDiffers(policyOf[m], pm)
	}
	if !any {
		s.errorf(annotationSpan(i), NothingDurable, "no method of %s is retried, so there is nothing to carry out on Temporal", i.Spec.Name.Name)
	}
}

// resolveDurable makes a decorator one that runs inside activities.
func (s *scope) resolveDurable(i *directive.Interface, d *plan.Decorator) {
	if d.Foreign != "" {
		s.errorf(span{i.Spec.Name.Pos(), i.Spec.Name.End()}, CannotTravel, "%s has methods that no other package can declare, so nothing durable can implement it", i.Spec.Name.Name)
		return
	}
	s.claimDurable(i, d)
	for _, pm := range d.Methods {
		if pm.Wraps, pm.Unwraps = nil, nil; pm.Policy == nil {
			d.Durable.Local = true
			continue
		}
		pm.Durable = &plan.Ending{MapError: pm.MapError, Fallback: pm.Fallback}
		pm.MapError, pm.Fallback = nil, nil
	}
	d.Durable.Known = s.knownErrors(d)
}

// checkDurableLimits reports a method that has no context, or a policy by which Temporal could not know when an attempt is lost.
func (s *scope) checkDurableLimits(i *directive.Interface, m *method, pm *plan.Method) {
	at, name := s.methodSpan(i, m), i.Spec.Name.Name+"."+m.fn.Name()
	if m.context.Kind != plan.ContextParam {
		f := s.errorf(at, DurableContext, "%s has no context.Context: nothing could end the wait for another process, or cancel what runs there", name)
		f.Hint = "give it one, or write //backoff:off on it"
		return
	}
	p := pm.Policy.Values
	if pm.Policy.Use != nil {
		return // its values are looked at when the types are made
	}
	if p.AttemptTimeout == 0 && p.Deadline == 0 {
		f := s.errorf(at, DurableLimits, "the policy of %s has neither attempt_timeout nor deadline, and Temporal needs one of them to know when an attempt is lost", name)
		f.Hint = "add attempt_timeout, the longest time that an attempt may take"
		return
	}
	if p.Deadline == 0 && p.MaxTries == 0 && hasShortPause(pm.Policy) {
		f := s.errorf(at, DurableLimits, "the policy of %s has neither max_tries nor deadline: attempts with pauses under %v run in one activity, which nothing would end", name, longPause)
		f.Hint = "add max_tries or deadline, or a pause of a second or more"
	}
}

// hasShortPause reports whether a pause of a policy is one that workers wait for.
func hasShortPause(p *plan.Policy) bool {
	if p.Values.Hedge > 0 || firstPause(p.Values) < longPause {
		return true
	}
	return slices.ContainsFunc(p.Cases, func(c plan.Case) bool { return firstPause(c.Values.Under(p.Values)) < longPause })
}

// firstPause returns the first pause under p, but for jitter; no other is shorter.
func firstPause(p backoff.Policy) time.Duration {
	if p.MaxPause > 0 {
		return min(p.Pause, p.MaxPause)
	}
	return p.Pause
}

// warnDiffers warns of what of a policy means something else where attempts are made by many workers.
func (s *scope) warnDiffers(policy *appliedPolicy, pm *plan.Method) {
	at, p := policySpan(policy.Policy), pm.Policy.Values
	for _, m := range pm.Policy.Errors {
		if m.Kind == plan.MatchAs && !types.IsInterface(m.Type) && !s.errorTravels(m.Type) {
			s.warnf(at, DurableDiffers, "callers get errors of type %s by their text alone: the type cannot travel, or is not exported", s.typeString(m.Type))
		}
	}
	if pm.Policy.Guard != nil {
		f := s.warnf(at, DurableDiffers, "the guard counts the attempts of each worker by itself, and not those of all")
		f.Hint = "TaskQueueActivitiesPerSecond in the workers' options is Temporal's limit for all of them"
	}
	if pm.Policy.Budget != nil {
		f := s.warnf(at, DurableDiffers, "the budget counts the retries of each worker by itself, and not those of all")
		f.Hint = "TaskQueueActivitiesPerSecond in the workers' options is Temporal's limit for all of them"
	}
	if pm.BeforeRetry != nil && p.Pause+p.MaxPause >= longPause {
		s.warnf(at, DurableDiffers, "pauses are waited for by the worker, however long they are, since before_retry prepares its next attempt; it is not called for an attempt that another worker makes")
	}
	if !hasShortPause(pm.Policy) && !staysLong(p) {
		s.warnf(at, DurableDiffers, "pauses that jitter draws below %v are rounded up to about that by Temporal's server", longPause)
	}
}

// staysLong reports whether jitter never draws a pause that the server rounds up: the first one is the shortest.
func staysLong(p backoff.Policy) bool {
	p.Random = func() float64 { return 0 }
	return p.PauseAfter(1, 0, nil) >= longPause
}

// checkEnding reports what ends a call on the caller's side, and is a method of the inner value, which the caller has not.
func (s *scope) checkEnding(policy *appliedPolicy, pm *plan.Method) {
	if q := pm.MapError; q != nil && q.Method != nil {
		s.errorf(policySpan(policy.Policy), DurableCaller, "map_error is carried out by the caller, who has no inner value to call %s on", q.Text)
	}
}

// nameDurable gives free names to the unexported helpers of what is generated for Temporal.
func (r *resolver) nameDurable(f *plan.File, d *plan.Decorator) {
	if d.Durable == nil {
		return
	}
	d.Durable.Errors = r.usedNames.claimFree(goname.Unexported(d.Durable.Caller)+"Errors", f.Constraint, nil)
	for _, m := range d.Methods {
		if m.Policy != nil && m.Signature.Results().Len() > 2 {
			m.Results = r.usedNames.claimFree(goname.Unexported(d.Interface.Name())+goname.Exported(m.Name)+"Results", f.Constraint, nil)
		}
	}
}

// paramSpan returns where a parameter or result is declared, where that is in the package, and else where its method is.
func (s *scope) paramSpan(i *directive.Interface, m *method, v *types.Var) span {
	if v.Pos().IsValid() && m.origin.field != nil && m.origin.field.Pos() <= v.Pos() && v.Pos() < m.origin.field.End() {
		end := v.Pos() + token.Pos(len(v.Name()))
		if v.Name() == "" {
			end = s.typeEnd(m.origin.field, v.Pos())
		}
		return span{v.Pos(), end}
	}
	return s.methodSpan(i, m)
}

// typeEnd returns the end of the type expression of a parameter without a name.
func (s *scope) typeEnd(f *ast.Field, pos token.Pos) token.Pos {
	end := token.NoPos
	ast.Inspect(f, func(n ast.Node) bool {
		if x, ok := n.(*ast.Field); ok && x.Type != nil && x.Pos() == pos {
			end = x.Type.End()
		}
		return true
	})
	return end
}
