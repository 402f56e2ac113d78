// Package bounds has constraints and generic interfaces that another package uses.
package bounds

// Ordered is a constraint.
type Ordered interface{ ~int | ~string }

// A Box is a generic type.
type Box[T any] struct{ V T }

// A Lister is a generic interface.
type Lister[T any] interface {
	List() ([]T, error)
	Flush() error
}

// Boxes is a generic alias.
type Boxes[T any] = Lister[Box[T]]
