package resolve

import (
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/goname"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// nameShared gives free names to what decorators of results share.
func (r *resolver) nameShared(f *plan.File, d *plan.Decorator, hidden map[string]bool) {
	s := d.Shared
	if s == nil {
		return
	}
	base := wrappedName(d)
	free := func(name string) string { return r.usedNames.claimFree(name, f.Constraint, hidden) }
	s.Type = free(base + "Methods")
	s.Constructor = free("new" + upper(base) + "Methods")
	if s.Decorate != "" {
		s.Decorate = free(base + s.Decorate)
	}
	if s.Undecorate != "" {
		s.Undecorate = free(base + s.Undecorate)
	}
	if s.Circle != nil {
		s.OwnMethods = free("new" + upper(base) + "OwnMethods")
		if d.Retries() {
			stem := strings.TrimSuffix(d.Policies, "Policies")
			s.OwnPolicies = free(stem + "MethodPolicies")
			s.OwnDefaults = free(prefixedDefault(s.OwnPolicies))
		}
	}
	for _, m := range d.Methods {
		for _, w := range m.Wraps {
			if w.With != nil {
				w.Name = free(base + upper(m.Name) + "Result")
			}
		}
		for _, w := range m.Unwraps {
			if w.With != nil {
				w.Name = free(base + upper(m.Name) + "Inner")
			}
		}
	}
}

// upper is goname.Exported, under which a letter that has no upper case stays.
func upper(name string) string { return goname.Exported(name) }

// prefixedDefault returns the name of the function that returns the default values of a type.
func prefixedDefault(name string) string {
	if upper(name) == name {
		return "Default" + name
	}
	return "default" + upper(name)
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
