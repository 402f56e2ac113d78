package directive

import (
	"go/ast"

	"github.com/backoffgen/backoffgen/generator/internal/goname"
)

// Names are the names of what users see of a decorator. Whether they can be had is not known here.
type Names struct {
	Decorator, Constructor string // RetryingStore, NewRetryingStore
	Policies, Defaults     string // StorePolicies, DefaultStorePolicies
}

// Names returns the names that the decorator of i has. The type's name, where one is annotated, is the stem of all others,
// so that decorators of interfaces that are called alike can stand in one package.
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

// prefixed puts a word before a name, as one name in camel case.
func prefixed(word, name string, exported bool) string {
	if exported {
		word = goname.Exported(word)
	}
	return word + goname.Exported(name)
}
