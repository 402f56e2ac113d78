// Package yaml is called unlike the last element of its path.
package yaml

// A Node is a node.
type Node struct{ Value string }

// A Marshaler is generic.
type Marshaler[T any] interface{ Marshal(value T) (Node, error) }
