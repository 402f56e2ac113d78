// Package generics has interfaces with type parameters.
package generics

import "context"

// Number is a constraint.
type Number interface {
	~int | ~int64 | ~float64
}

// Pair is a generic type.
type Pair[K, V any] struct {
	Key   K
	Value V
}

// Cache has type parameters with all kinds of constraints.
//
//backoff:retry 3
type Cache[K comparable, V any, N Number, S ~[]V] interface {
	Get(ctx context.Context, key K) (V, bool, error)
	Put(ctx context.Context, pairs ...Pair[K, V]) error
	All(ctx context.Context) (S, error)
	Count() N
}

// Lookup is a generic interface that another one embeds.
type Lookup[K, V any] interface {
	Lookup(ctx context.Context, key K) (value V, err error)
}

// Names embeds an instance: its methods have no type parameters any more.
//
//backoff:retry 2
type Names interface {
	Lookup[int, string]
}

// Shadow has type parameters called as what generated code uses.
type Shadow[backoff any, error_ comparable, string any] interface {
	//backoff:retry 2
	Do(ctx context.Context, b backoff, e error_) (string, error)
}
