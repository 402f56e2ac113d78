package resolve

import (
	"go/types"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// resolveList resolves a list of errors. It returns false when it has reported why it cannot.
func (s *scope) resolveList(entries []directive.Entry, said plan.Idempotence) ([]plan.Matcher, bool) {
	var list []plan.Matcher
	classes, fine := s.resolveClasses(entries, said)
	for _, e := range entries {
		if name, _, ok := e.Class(); ok {
			key := classKey{name.Text, e.Not.IsValid()}
			for _, class := range classes[key] {
				m := plan.Matcher{Kind: plan.MatchClass, Class: class, Except: key.except, Unsure: !key.except && isUnsure(class, said)}
				if key.except {
					fine = s.checkExcept(e, m, list) && fine
				}
				list = append(list, m)
			}
			delete(classes, key) // there is none, or it is in the list
			continue
		}
		m, ok := s.resolveMatcher(e.Expr)
		if !ok {
			fine = false
			continue
		}
		if m.Except = e.Not.IsValid(); m.Except {
			fine = s.checkExcept(e, m, list) && fine
		}
		list = append(list, m)
	}
	return list, fine
}

// checkExcept reports an entry that is left out of a list which has the same one, or nothing but it.
func (s *scope) checkExcept(e directive.Entry, m plan.Matcher, list []plan.Matcher) bool {
	at := span{e.Not, e.End}
	if m.Kind == plan.MatchAny {
		s.errorf(at, BadErrorsEntry, "!error leaves every error out of the list")
		return false
	}
	for _, other := range list {
		if !other.Except && sameErrors(m, other) {
			s.errorf(at, BadErrorsEntry, "%s is in the list as well as left out of it", e.Text)
			return false
		}
	}
	return true
}

// sameErrors reports whether two entries are for the same errors, as far as their names tell.
func sameErrors(a, b plan.Matcher) bool {
	if a.Kind != b.Kind || a.Object != b.Object || a.Class != b.Class {
		return false
	}
	return a.Type == b.Type || types.Identical(a.Type, b.Type) // entries of the same kind both have a type, or none
}
