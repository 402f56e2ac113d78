package resolve

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// An appliedWrap is one wrap of an annotated interface.
type appliedWrap struct {
	*directive.Wrap
	field   *ast.Field      // that it is written on; nil for the interface
	with    *expression     // the constructor; nil when none is given
	by      *types.TypeName // the interface whose decorator the constructor will be, where this run generates it
	wrong   bool            // it was reported
	waits   bool            // what it would decorate has an error of its own
	reaches bool            // a result is decorated because of it
	unfit   []types.Type    // what the constructor does not take
}

// A wrapping is an interface whose methods may return what is decorated, kept until all interfaces are known.
type wrapping struct {
	*scope
	of    *directive.Interface
	anns  *annotations
	d     *plan.Decorator
	ms    []*method
	plans map[*method]*plan.Method
	wraps []*appliedWrap
}

// resolveWraps decides which results come back decorated, now that all decorators are known, and what they share.
func (r *resolver) resolveWraps(p *plan.Package) {
	for _, w := range r.wrappings {
		w.resolve()
	}
	r.share(p)
	for _, w := range r.wrappings {
		if w.d.HasPolicies() && !w.d.Retries() {
			w.claimPolicies(w.of, w.d)
		}
	}
}

// resolve decides which results of the interface's methods come back decorated, and reports wraps that do nothing.
func (w *wrapping) resolve() {
	for _, a := range w.wraps {
		if a.by != nil && w.planned[a.by] != nil && w.Destination == nil && !w.reachesFrom(a.by) {
			w.callConstructor(a)
		}
	}
	for _, m := range w.ms {
		pm := w.plans[m]
		wrap := w.wrapOf(m)
		if pm == nil || wrap == nil {
			continue
		}
		reaches := false
		for i := range m.fn.Signature().Results().Len() {
			if out := w.wrapResult(wrap, m, i); out != nil {
				pm.Wraps = append(pm.Wraps, out)
				reaches, wrap.reaches = true, true
			}
		}
		if pattern, ok := wrap.Methods.Match(m.fn.Name()); ok && pattern.IsName() && !reaches && !wrap.wrong {
			wrap.wrong = true
			w.errorf(wordSpan(pattern.Word), WrapsNothing, "%s returns %s", m.fn.Name(), w.wanted(wrap, true))
		}
	}
	for _, a := range w.wraps {
		w.reportUnreached(a)
	}
	w.warnUndecorated()
}

// wrapResult returns how result i of a method comes back decorated, or nil where it does not.
func (w *wrapping) wrapResult(a *appliedWrap, m *method, i int) *plan.Wrap {
	if a.wrong {
		return nil
	}
	t := m.fn.Signature().Results().At(i).Type()
	if a.with != nil {
		return w.wrapWith(a, t, i)
	}
	leaf, names := w.decoratedAs(t)
	if a.by != nil && slices.Contains(names, a.by) {
		names = []*types.TypeName{a.by}
	} else if a.by != nil {
		return nil
	}
	switch len(names) {
	case 0:
		return nil
	case 1:
	default:
		a.wrong = true
		d := w.errorf(span{a.Pos, a.End}, BadWrap, "what %s returns is decorated twice in this package, for %s and for %s", m.fn.Name(), names[0].Name(), names[1].Name())
		d.Hint = "say by which: with=" + w.decorated[names[0]].Names().Constructor
		return nil
	}
	to := w.planned[names[0]]
	if to == nil {
		a.reaches, a.waits = true, true
		return nil
	}
	if !w.reachesFrom(names[0]) {
		a.wrong = true
		d := w.errorf(span{a.Pos, a.End}, WrapElsewhere, "%s is declared in a file that is also built without this one, and decorators there do not know of this wrap", names[0].Name())
		constructor := "write a constructor and name it: with=C"
		if a.by == nil && w.Destination == nil {
			constructor = "name the constructor: with=" + to.Constructor
		}
		d.Hint = "move the interfaces into files of the same builds, or " + constructor
		d.Related = w.related(names[0].Pos(), names[0].Name()+" is declared here")
		return nil
	}
	return &plan.Wrap{Index: i, Type: leaf, By: to}
}

// reachesFrom reports whether every build that declares an interface also has the file that w is in.
func (w *wrapping) reachesFrom(name *types.TypeName) bool {
	here, there := w.Fset.PositionFor(w.of.Spec.Pos(), false).Filename, w.fileOf(name)
	if strings.HasSuffix(here, "_test.go") && !strings.HasSuffix(there, "_test.go") {
		return false
	}
	in := slices.IndexFunc(w.wrappings, func(other *wrapping) bool { return w.fileOf(other.d.Interface) == there })
	return buildWithout(w.wrappings[in].constraint, []string{w.constraint}) == ""
}
