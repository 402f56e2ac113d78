package directive

import (
	"go/ast"
	"unicode"
	"unicode/utf8"
)

// Names are the names of what users see of a decorator. Whether they can be had is not known here.
type Names struct {
	Decorator, Constructor string // RetryingStore, NewRetryingStore
	Policies, Defaults     string // StorePolicies, DefaultStorePolicies
}

// Names returns the names that the decorator of i has: those that are annotated, and else those made of its name.
func (i *Interface) Names() Names {
	name := i.Spec.Name.Name
	n := Names{
		Decorator: prefixed("retrying", name, ast.IsExported(name)),
		Policies:  name + "Policies",
		Defaults:  prefixed("default", name, ast.IsExported(name)) + "Policies",
	}
	if i.Decorator != nil && i.Decorator.Name.Text != "" {
		n.Decorator = i.Decorator.Name.Text
	}
	// A constructor follows its type's name, unless it has one of its own.
	n.Constructor = prefixed("new", n.Decorator, ast.IsExported(n.Decorator))
	if i.Decorator != nil && i.Decorator.Constructor.Text != "" {
		n.Constructor = i.Decorator.Constructor.Text
	}
	return n
}

// prefixed puts a word before a name, as one name in camel case.
func prefixed(word, name string, exported bool) string {
	if exported {
		word = upperFirst(word)
	}
	return word + upperFirst(name)
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
