package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

const expectedWrap = "a constructor, a func(I, ...backoff.Option) T or func(I) T for an interface I that a method returns"

// An appliedWrap is one wrap of an annotated interface.
type appliedWrap struct {
	*directive.Wrap
	field   *ast.Field      // that it is written on; nil for the interface
	with    *expression     // the constructor; nil when none is given
	by      *types.TypeName // the interface whose decorator the constructor will be, where this run generates it
	wrong   bool            // it was reported
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

// resolveWithes resolves the constructors of an interface's wraps, all of them.
func (s *scope) resolveWithes(i *directive.Interface) []*appliedWrap {
	var all []*appliedWrap
	add := func(f *ast.Field, list []*directive.Wrap) {
		for _, w := range list {
			a := &appliedWrap{Wrap: w, field: f, wrong: w.Broken}
			s.resolveWith(a)
			all = append(all, a)
		}
	}
	add(nil, i.Wraps)
	for _, m := range i.Members {
		add(m.Field, m.Wraps)
	}
	return all
}

// resolveWith resolves the constructor of a wrap.
func (s *scope) resolveWith(a *appliedWrap) {
	if a.With.Text == "" {
		return
	}
	for name, i := range s.decorated {
		if i.Names().Constructor == a.With.Text {
			a.by = name // it is generated in this run
			return
		}
	}
	x := s.checkExpression(a.With, BadWrap, expectedWrap)
	if x == nil {
		a.wrong = true
		return
	}
	obj, _ := x.object().(*types.Func)
	if obj == nil || !isWrapConstructor(obj.Signature()) {
		a.wrong = true
		if broken(x.value.Type) {
			s.reportType(x, x.value.Type, BadWrap, expectedWrap)
			return
		}
		s.errorf(x.spanOf(), BadWrap, "%s; expected %s", s.describe(x), expectedWrap)
		return
	}
	a.with = x
}

// isWrapConstructor reports whether a function takes an interface, perhaps with options, and returns one thing.
func isWrapConstructor(sig *types.Signature) bool {
	params := sig.Params().Len()
	return sig.Results().Len() == 1 && (params == 1 && !sig.Variadic() || params == 2 && TakesOptions(sig)) && types.IsInterface(sig.Params().At(0).Type())
}

// TakesOptions reports whether a function's variadic parameter is of options.
func TakesOptions(sig *types.Signature) bool {
	if !sig.Variadic() {
		return false
	}
	elem := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice).Elem()
	if isNamed(elem, IsRuntime, "Option") {
		return true
	}
	i, ok := types.Unalias(elem).(*types.Interface) // of a constructor that is going to be generated
	return ok && i.NumMethods() == 1 && i.Method(0).Name() == "backoffOption"
}

// wrapOf returns the wrap that a method is under, the nearest to it, and whether that is the method's own; nil where there is none.
func (w *wrapping) wrapOf(m *method) (wrap *appliedWrap, own bool) {
	named := w.choose(nil, m, directive.Pattern.IsName)
	var embedded *appliedWrap
	for _, f := range m.embeddedIn {
		if a := w.choose(f, m, directive.Pattern.IsName); named == nil {
			named = a
		}
		if a := w.choose(f, m, isStem); embedded == nil {
			embedded = a
		}
	}
	if m.field != nil {
		if a := w.choose(m.field, m, isStem); a != nil {
			return a, true
		}
	}
	switch {
	case named != nil:
		return named, true
	case w.anns.off[m]:
		return nil, false
	case embedded != nil:
		return embedded, false
	}
	return w.choose(nil, m, isStem), false
}

func isStem(p directive.Pattern) bool { return !p.IsName() }

// choose returns the wrap of one place that has a pattern of a kind for a method, or else, unless the pattern is to be a name, the one
// without methods. It reports a second one with such a pattern.
func (w *wrapping) choose(place *ast.Field, m *method, kind func(directive.Pattern) bool) *appliedWrap {
	var chosen, rest *appliedWrap
	for _, a := range w.wraps {
		if a.field != place {
			continue
		}
		pattern, ok := a.Methods.Match(m.fn.Name())
		switch {
		case !a.Methods.Given:
			rest = a
		case !ok || !kind(pattern):
		case chosen == nil:
			chosen = a
		default:
			a.wrong = true
			w.errorf(wordSpan(pattern.Word), Disagreement, "%s is named by two wraps in the same place", m.fn.Name()).
				Related = w.related(chosen.Pos, "the other annotation")
		}
	}
	if chosen == nil && kind(directive.Pattern{Word: directive.Word{Text: "*"}}) {
		return rest
	}
	return chosen
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
	for _, m := range w.ms {
		pm := w.plans[m]
		wrap, own := w.wrapOf(m)
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
		if pattern, named := wrap.Methods.Match(m.fn.Name()); own && named && !reaches && !wrap.wrong {
			wrap.wrong = true
			w.errorf(wordSpan(pattern.Word), WrapsNothing, "%s returns %s", m.fn.Name(), w.wanted(wrap, "no"))
		}
	}
	for _, a := range w.wraps {
		w.reportUnreached(a)
	}
	w.warnUndecorated(w.anns, w.of, w.ms, w.plans)
}

// wanted is what the results are that a wrap decorates, after no or after an article.
func (w *wrapping) wanted(a *appliedWrap, article string) string {
	switch {
	case a.with != nil && article == "no":
		return "nothing that " + a.With.Text + " takes, which is a " + w.typeString(a.with.value.Type)
	case a.with != nil:
		return "what " + a.With.Text + " takes, which is a " + w.typeString(a.with.value.Type)
	case a.by != nil:
		return article + " " + a.by.Name()
	case article == "a":
		article = "an"
	}
	return article + " interface that is decorated in this package"
}

// reportUnreached reports a wrap that does nothing, or an entry of its methods that names none.
func (w *wrapping) reportUnreached(a *appliedWrap) {
	if a.wrong {
		return
	}
	var known []string
	for _, m := range w.ms {
		if a.field == nil || slices.Contains(m.embeddedIn, a.field) {
			known = append(known, m.fn.Name())
		}
	}
	for _, pattern := range a.Methods.Patterns {
		if !slices.ContainsFunc(known, pattern.Matches) {
			a.wrong = true
			w.errorf(wordSpan(pattern.Word), NoSuchMethod, "no method is called %s here", pattern.Text).Hint = didYouMean(pattern.Stem(), known)
		}
	}
	if a.wrong || a.reaches {
		return
	}
	for _, t := range a.unfit {
		w.errorf(exprSpan(a.With), BadWrap, "what %s returns is not a %s, so it cannot be returned in its place", a.With.Text, w.typeString(t))
		return
	}
	d := w.errorf(span{a.Pos, a.End}, WrapsNothing, "no method of %s that this is for returns %s", w.of.Spec.Name.Name, w.wanted(a, "a"))
	if a.with == nil {
		d.Hint = "annotate the interface that they return, or name a constructor: with=NewRetryingStore"
	}
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
		a.reaches = true // it has an error of its own
		return nil
	}
	if !w.reachesFrom(names[0]) {
		a.wrong = true
		d := w.errorf(span{a.Pos, a.End}, WrapElsewhere, "%s is declared in a file that is also built without this one, and decorators there do not know of this wrap", names[0].Name())
		d.Hint = "move the interfaces into files of the same builds, or write a constructor and name it: with=C"
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
	for _, other := range w.wrappings {
		if w.fileOf(other.d.Interface) == there {
			return here == there || w.constraint == "" || w.constraint == other.constraint || buildWithout(other.constraint, []string{w.constraint}) == ""
		}
	}
	return true
}

// wrapWith returns how a result of type t comes back decorated by a constructor, or nil if that does not take it.
func (w *wrapping) wrapWith(a *appliedWrap, t types.Type, index int) *plan.Wrap {
	for leaf := range levels(t) {
		sig, generic := constructorFor(a.with.value.Type.(*types.Signature), leaf, w.d.TypeParams)
		if sig != nil {
			if !types.AssignableTo(sig.Results().At(0).Type(), leaf) {
				a.unfit = append(a.unfit, leaf)
				return nil
			}
			return &plan.Wrap{Index: index, Type: leaf, With: a.with.object(), TakesOptions: TakesOptions(sig), Generic: generic, Result: sig.Results().At(0).Type()}
		}
	}
	return nil
}

// constructorFor returns the signature of a constructor for values of type t, or nil if it does not take them. A generic one
// has the type arguments that t has.
func constructorFor(sig *types.Signature, t types.Type, params *types.TypeParamList) (made *types.Signature, instance bool) {
	if sig.TypeParams().Len() > 0 {
		want, _ := types.Unalias(sig.Params().At(0).Type()).(*types.Named)
		have, _ := types.Unalias(t).(*types.Named)
		if want == nil || have == nil || want.Origin() != have.Origin() {
			return nil, false
		}
		args := make([]types.Type, sig.TypeParams().Len())
		for i := range want.TypeArgs().Len() {
			for j := range args {
				if want.TypeArgs().At(i) == types.Type(sig.TypeParams().At(j)) {
					args[j] = have.TypeArgs().At(i)
				}
			}
		}
		if slices.Contains(args, nil) {
			return nil, false
		}
		inst, err := types.Instantiate(nil, sig, args, true)
		if err != nil {
			return nil, false
		}
		sig = inst.(*types.Signature)
	}
	if !types.IsInterface(t) || isTypeParam(t) || !types.Identical(sig.Params().At(0).Type(), t) {
		return nil, false
	}
	return sig, false
}

func isTypeParam(t types.Type) bool { _, ok := types.Unalias(t).(*types.TypeParam); return ok }

// elementOf returns the type of a slice's or a map's elements.
func elementOf(t types.Type) (types.Type, bool) {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem(), true
	case *types.Map:
		return u.Elem(), true
	}
	return nil, false
}

// decoratedAs returns the interfaces decorated in this package that t is, or that its elements are, with the type that is one:
// the one by whose name it is written, or all that are the same type.
func (r *resolver) decoratedAs(t types.Type) (types.Type, []*types.TypeName) {
	for leaf := range levels(t) {
		if names := r.decoratedBy(leaf); names != nil {
			return leaf, names
		}
	}
	return nil, nil
}

// deepest is how many slices and maps of slices and maps are looked into: a type may hold itself, as type Tree []Tree does, or ever
// longer instances of itself.
const deepest = 8

// levels returns a type, the type of its elements, theirs and so on.
func levels(t types.Type) iter.Seq[types.Type] {
	return func(yield func(types.Type) bool) {
		for ok, n := true, 0; ok && n <= deepest && yield(t); n++ {
			t, ok = elementOf(t)
		}
	}
}

func (r *resolver) decoratedBy(t types.Type) []*types.TypeName {
	for at := t; ; {
		if name := typeName(at); name != nil && r.decorated[name] != nil {
			return []*types.TypeName{name}
		}
		alias, ok := at.(*types.Alias)
		if !ok {
			break
		}
		at = alias.Rhs()
	}
	if _, isNamed := types.Unalias(t).(*types.Named); !isNamed {
		return nil
	}
	var same []*types.TypeName
	for name := range r.decorated {
		if !generic(name.Type()) && types.Identical(name.Type(), t) {
			same = append(same, name)
		}
	}
	slices.SortFunc(same, func(a, b *types.TypeName) int { return int(a.Pos() - b.Pos()) })
	return same
}

// wrappedName begins the names of what is generated for d.
func wrappedName(d *plan.Decorator) string { return goname.Unexported(d.Name) }

// claimPolicies reserves the names of the policies of a decorator that has none for methods of its own.
func (s *scope) claimPolicies(i *directive.Interface, d *plan.Decorator) {
	at, key := span{i.Spec.Name.Pos(), i.Spec.Name.End()}, directive.Word{}
	if i.Decorator != nil {
		for _, w := range []directive.Word{i.Decorator.Name, i.Decorator.Policies} {
			if w.Text != "" {
				key = w
			}
		}
	}
	if key.Pos != token.NoPos {
		at = wordSpan(key)
	}
	s.claim(d.Policies, at, "struct of policies", "choose another: //backoff:decorator policies=…")
	s.claim(d.Defaults, at, "function of default policies", "choose another: //backoff:decorator policies=…")
}
