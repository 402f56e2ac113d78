package plan

import (
	"go/types"
	"iter"
)

// Methods iterates over the methods of a package's decorators, in the order of its files.
func (p *Package) Methods() iter.Seq[PlacedMethod] {
	return func(yield func(PlacedMethod) bool) {
		for _, f := range p.Files {
			for _, d := range f.Decorators {
				for _, m := range d.Methods {
					if !yield(PlacedMethod{f, d, m}) {
						return
					}
				}
			}
		}
	}
}

// A PlacedMethod is a method and where it is.
type PlacedMethod struct {
	File      *File
	Decorator *Decorator
	*Method
}

// FullName returns the name of the interface and that of the method: Store.Fetch.
func (m PlacedMethod) FullName() string { return m.Decorator.Interface.Name() + "." + m.Name }

// Known returns m under a policy whose values are known: m itself where they are written out, or else under what its shared policy is
// declared to be, which the function given returns, or nil. It returns nil where that is not known.
func (m *Method) Known(declared func(shared types.Object) *Policy) *Method {
	if m.Policy.Use == nil {
		return m
	}
	p := declared(m.Policy.Use)
	if p == nil {
		return nil
	}
	p.Text = m.Policy.Text
	known := *m
	known.Policy = p
	return &known
}
