package resolve

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// resolveDecorator resolves one annotated declaration. It reports everything that is wrong with it, and returns nil when it
// cannot be decorated at all.
func (s *scope) resolveDecorator(i *directive.Interface) *plan.Decorator {
	anns := s.resolvePolicies(i)
	wraps := s.resolveWithes(i)
	defer func() { s.reportRefused(anns) }()
	name, _ := s.Info.Defs[i.Spec.Name].(*types.TypeName)
	if name == nil || s.reportBroken(i) {
		return nil
	}
	iface := s.checkInterface(i, name)
	if iface == nil {
		return nil
	}
	d := &plan.Decorator{Interface: name, TypeParams: typeParams(name), Deprecated: s.deprecated(name)}
	if s.Destination != nil && !s.checkNameable(i, d.TypeParams) {
		return nil
	}
	ms := s.methods(iface, s.origins(i.Spec.Type))
	policyOf := s.assignPolicies(anns, ms)
	s.nameDecorator(i, d, hasPolicies(policyOf))
	s.warnNotInherited(i, anns, name, ms, policyOf)
	withoutContext := map[*appliedPolicy]*plan.Policy{}
	for _, policy := range anns.all {
		withoutContext[policy] = s.checkReach(anns, policy)
	}

	foreign := false
	in := decorated{iface, d.TypeParams}
	under := map[*appliedPolicy][]*plan.Method{}
	w := &wrapping{scope: s, of: i, anns: anns, d: d, ms: ms, plans: map[*method]*plan.Method{}, wraps: wraps}
	s.wrappings = append(s.wrappings, w)
	for _, m := range ms {
		if !m.declarable {
			foreign = true
			continue
		}
		pm := &plan.Method{Name: m.fn.Name(), Signature: m.fn.Signature(), Context: m.context, Deprecated: s.deprecated(m.fn.Origin())}
		if policy := policyOf[m]; policy != nil {
			pm.Policy = policy.resolved
			if !m.context.SupportsLimits() {
				pm.Policy = withoutContext[policy]
			}
			if pm.Policy != nil {
				pm.Lifetime, pm.Replay, pm.Idempotence = lifetime(m, policy.Policy), replay(m, policy.Policy), idempotence(policy.Policy)
				s.resolveResultFunctions(pm, m, policy, policy.isOwn(m), in)
				s.resolveIdempotent(pm, m, policy, in)
				s.resolveGiveup(pm, m, policy, in)
				s.resolveMethodPauseFrom(pm, m, policy, in)
				s.resolveBeforeRetry(pm, m, policy, in)
				s.resolveMapError(pm, m, policy, in)
				under[policy] = append(under[policy], pm)
			}
		}
		d.Methods = append(d.Methods, pm)
		w.plans[m] = pm
	}
	for policy, methods := range under {
		s.warnNotAsked(policy, methods)
	}
	if foreign {
		d.Foreign = goname.Unexported(name.Name()) + "Inner" // changed later if it is in use, with the names of the other helpers
	}
	if s.isDurable() || i.Decorator != nil && i.Decorator.Target.Text == TargetTemporal {
		s.checkDurable(i, ms, w.plans, policyOf)
	}
	if s.isDurable() {
		s.resolveDurable(i, d)
	}
	return d
}

// checkInterface returns the interface that a declaration means, or reports why it cannot be decorated.
func (s *scope) checkInterface(i *directive.Interface, name *types.TypeName) *types.Interface {
	at := annotationSpan(i)
	iface, isInterface := name.Type().Underlying().(*types.Interface)
	switch {
	case name.Name() == "_":
		s.errorf(at, BadName, "the type _ cannot be decorated: no code can name it")
	case !isInterface:
		s.errorf(at, NotInterface, "%s is not an interface but %s: only interfaces can be decorated", name.Name(), s.kindOfType(name.Type().Underlying()))
	case !iface.IsMethodSet():
		s.errorf(at, ConstraintType, "%s is a constraint: no value has it as its type, so there is nothing to decorate", name.Name())
	case iface.NumMethods() == 0:
		s.errorf(at, NoMethods, "%s has no methods: the annotation does nothing", name.Name())
	default:
		return iface
	}
	return nil
}

// kindOfType describes a type that is not an interface in a few words.
func (r *resolver) kindOfType(t types.Type) string {
	switch t.(type) {
	case *types.Struct:
		return "a struct"
	case *types.Signature:
		return "a function type"
	}
	return r.typeString(t)
}

// hasPolicies reports whether any method is retried: if not, no policies are generated.
func hasPolicies(policyOf map[*method]*appliedPolicy) bool {
	for _, policy := range policyOf {
		if policy.Verb != directive.VerbOff {
			return true
		}
	}
	return false
}

// typeParams returns the type parameters of a declared type or alias.
func typeParams(name *types.TypeName) *types.TypeParamList {
	switch t := name.Type().(type) {
	case *types.Alias:
		return t.TypeParams()
	case *types.Named:
		return t.TypeParams()
	}
	return nil
}

// annotationSpan returns the first annotation of a declaration.
func annotationSpan(i *directive.Interface) span {
	var first span
	consider := func(pos, end token.Pos) {
		if !first.pos.IsValid() || pos < first.pos {
			first = span{pos, end}
		}
	}
	for p := range i.Lines() {
		consider(p.Pos, p.End)
	}
	if i.Decorator != nil {
		consider(i.Decorator.Pos, token.NoPos)
	}
	for _, w := range i.Wraps {
		consider(w.Pos, w.End)
	}
	for _, m := range i.Members {
		for _, w := range m.Wraps {
			consider(w.Pos, w.End)
		}
	}
	return first
}

func typeExpr(e ast.Expr) string { return types.ExprString(e) }
