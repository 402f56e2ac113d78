package resolve

import (
	"github.com/backoffgen/backoffgen/generator/internal/clients"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// checkRepeatable reports an entry that names what may have been carried out where that must not be carried out twice, and
// reports whether there was nothing to report.
func (s *scope) checkRepeatable(e classEntry, said plan.Idempotence) bool {
	if e.class != clients.Unknown || said != plan.IdempotenceNo {
		return true
	}
	s.errorf(exprSpan(e.entry), CarriedOutTwice, "%s may have been carried out, and idempotent=no says that the method must not be carried out twice", e.entry.Text).
		Hint = "name unsent, throttled or transient"
	return false
}

// warnUnknownLeftOut warns of the entries of a policy that name a whole client, and leave out what may have been carried out since
// nobody has said whether that may be carried out twice.
func (r *resolver) warnUnknownLeftOut(policy *appliedPolicy) {
	for _, e := range policy.Errors {
		name, class, _ := e.Class()
		c, _ := clients.Lookup(name.Text) // one that is not known has no class unknown
		if class.Pos.IsValid() || e.Not.IsValid() || !c.Has(clients.Unknown) || namesUnknown(policy.Errors, c.Name) {
			continue
		}
		text := ""
		if policy.Duration(keys.AttemptTimeout) > 0 {
			text = ", while an attempt that timed out is retried all the same"
		}
		r.warnf(exprSpan(e.Expr), UnknownLeftOut, "%s leaves out what may have been carried out, since idempotent is not said%s", e.Text, text).
			Hint = "write idempotent=yes if twice does no harm, else idempotent=no"
	}
}

// namesUnknown reports whether a list names the class unknown of a client, too.
func namesUnknown(entries []directive.Entry, client string) bool {
	for _, e := range entries {
		if name, class, ok := e.Class(); ok && name.Text == client && class.Text == string(clients.Unknown) {
			return true
		}
	}
	return false
}
