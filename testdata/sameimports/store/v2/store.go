// Package store has a major version at the end of its path.
package store

// An Item is an item.
type Item struct{ ID string }

// A Lister is generic.
type Lister[T any] interface {
	List() ([]T, error)
	Close() error
}
