package directive

import (
	"go/ast"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
)

// Names are the names of a decorator that users see. They may be in use already, which is not known here.
type Names struct {
	Decorator, Constructor string // RetryingStore, NewRetryingStore
	Policies, Defaults     string // StorePolicies, DefaultStorePolicies
}

// Names returns the names of i's decorator. If the annotation names the type, all other names follow from that name, so
// that decorators of interfaces with the same name can be in one package.
func (i *Interface) Names() Names {
	var given Decorator
	if i.Decorator != nil {
		given = *i.Decorator
	}
	stem := i.Spec.Name.Name
	n := Names{Decorator: prefixed("retrying", stem, ast.IsExported(stem))}
	if given.Name.Text != "" {
		stem = given.Name.Text
		n.Decorator = stem
	}
	n.Constructor = prefixed("new", n.Decorator, ast.IsExported(n.Decorator))
	if given.Constructor.Text != "" {
		n.Constructor = given.Constructor.Text
	}
	n.Policies = stem + "Policies"
	if given.Policies.Text != "" {
		n.Policies = given.Policies.Text
	}
	n.Defaults = prefixed("default", n.Policies, ast.IsExported(n.Policies))
	return n
}

// prefixed puts a word before a name and makes one camel-case name of both.
func prefixed(word, name string, exported bool) string {
	if exported {
		word = goname.Exported(word)
	}
	return word + goname.Exported(name)
}
