package plan

import (
	"go/types"
	"slices"
)

// A Wrap is about a result of a method that comes back decorated, or a parameter that is passed on without its decorator: the
// variable itself, or the elements of a slice or a map.
type Wrap struct {
	Index int        // of the result or parameter
	Type  types.Type // the interface, which may be that of elements

	By   *Decorator   // which decorates it; nil if a constructor does
	With types.Object // the constructor, a function; nil if By decorates

	// Of a constructor:
	TakesOptions bool       // it takes options after the inner value
	Result       types.Type // what it returns, of which a parameter may be
	Name         string     // of the function that is generated to call it, or that unwraps what it returned
}

// Shared is what the decorators of one interface share that are made for results: the methods under their policies, and what
// those decorate in turn. It is made once, by the outermost decorator.
type Shared struct {
	// Names of what is generated, all free in the package.
	Type        string // of the struct: retryingStoreMethods
	Constructor string // newRetryingStoreMethods
	Decorate    string // the function that decorates a result: retryingStoreResult; empty if none is
	Undecorate  string // the function that unwraps a parameter: retryingStoreInner; empty if none is

	Links   []*Decorator // those that decorate its results, without itself, in source order
	Options bool         // it needs the decorator's options for constructors

	// Circle has the decorators that decorate each other's results in a circle, this one included, in source order; nil if it is
	// in none. Each of their interfaces has a struct for its own methods alone.
	Circle      []*Decorator
	OwnPolicies string // StoreMethodPolicies
	OwnDefaults string // DefaultStoreMethodPolicies
	OwnMethods  string // the function that makes the methods without links: newRetryingStoreOwnMethods
}

// Retries reports whether a method of d itself has a policy.
func (d *Decorator) Retries() bool {
	return slices.ContainsFunc(d.Methods, func(m *Method) bool { return m.Policy != nil })
}

// HasPolicies reports whether there are policies of d's methods, or of what decorates their results: a struct has them then.
func (d *Decorator) HasPolicies() bool { return d.Retries() || len(d.WrappedPolicies()) > 0 }

// A WrappedPolicies is a field of a struct of policies, for an interface whose values come back decorated.
type WrappedPolicies struct {
	Of  *Decorator
	Own bool // it has the policies of Of's own methods alone, since Of is in a circle with the struct's decorator
}

// WrappedPolicies returns the fields of d's struct of policies that are about other interfaces: those that it wraps, and in a
// circle those that any other in it wraps.
func (d *Decorator) WrappedPolicies() []WrappedPolicies {
	if d.Shared == nil {
		return nil
	}
	circle := d.Shared.Circle
	if circle == nil {
		circle = []*Decorator{d}
	}
	var fields []WrappedPolicies
	seen := map[*Decorator]bool{d: true}
	for _, member := range d.circleFrom() {
		for _, to := range member.Shared.Links {
			if seen[to] {
				continue
			}
			seen[to] = true
			switch {
			case slices.Contains(circle, to):
				if to.Retries() {
					fields = append(fields, WrappedPolicies{to, true})
				}
			case to.HasPolicies():
				fields = append(fields, WrappedPolicies{to, false})
			}
		}
	}
	return fields
}

// circleFrom returns the decorators of d's circle, d first, or d alone.
func (d *Decorator) circleFrom() []*Decorator {
	all := []*Decorator{d}
	for _, other := range d.Shared.Circle {
		if other != d {
			all = append(all, other)
		}
	}
	return all
}
