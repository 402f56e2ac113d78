// Package constraints has type parameters under all kinds of constraints.
package constraints

import (
	"cmp"
	"context"
	"fmt"

	"github.com/backoffgen/backoffgen/testdata/constraints/bounds"
)

// Node and Edge refer to each other.
type (
	Node[E any] interface{ Edges() []E }
	Edge[N any] interface{ Nodes() (N, N) }
)

// Graph has parameters that constrain each other.
//
//backoff:retry 3
type Graph[N Node[E], E Edge[N]] interface {
	Path(ctx context.Context, from, to N) ([]E, error)
}

// Sorted has constraints from other packages, and sets of types.
//
//backoff:retry 3
type Sorted[K cmp.Ordered, V fmt.Stringer, S ~[]V, M ~map[K]V, P interface {
	*T
	fmt.Stringer
}, T any, U bounds.Ordered, _ any] interface {
	Put(ctx context.Context, k K, v V, p P) (S, M, T, error)
	Do(u U) error
}

// Shapes has constraints that are type literals.
//
//backoff:retry 3
type Shapes[C ~chan<- K | ~chan K, F ~func(K) K, K any, A [4]int | [3]int, X interface {
	comparable
	String() string
}] interface {
	Do(c C, f F, x X) (A, error)
}

// Least compares values with themselves.
//
//backoff:retry 3
type Least[T interface{ Less(T) bool }] interface {
	Least(ctx context.Context, ts ...T) (T, error)
}

// Pointers has constraints that the parser could take for multiplications.
//
//backoff:retry 3
type Pointers[P *int | *string,] interface {
	First(ctx context.Context, ps ...P) (P, error)
}

// Recursive is its own constraint.
//
//backoff:retry 3
type Recursive[T Recursive[T]] interface {
	Next(ctx context.Context) (T, error)
}

// Aliases and definitions of another package's generic interfaces.
type (
	//backoff:retry 3
	List[T any] = bounds.Lister[T]
	//backoff:retry 3
	Boxes[K comparable, T any] = bounds.Boxes[map[K]T]
	//backoff:retry 3
	Ints = bounds.Boxes[int]
	//backoff:retry 3
	Defined[T any] bounds.Lister[T]
)

// Embedding embeds instances that bring the same methods.
type Embedding[T any] interface {
	//backoff:retry 3
	bounds.Boxes[T]
	List[bounds.Box[T]]
	fmt.Stringer
}

// Shadowing has type parameters called as what is generated.
//
//backoff:retry 3
type Shadowing[backoff, context, r, inner, opts, call, decorated, policies, err any] interface {
	Do(ctx ctx, b backoff, c call) (inner, error)
}

type ctx = context.Context
