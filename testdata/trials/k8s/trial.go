// Package k8s tries what is known of client-go's errors on a server that answers as Kubernetes does.
package k8s

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @k8s, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@k8s.unsent
	Unsent(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@k8s.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@k8s.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@k8s.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@k8s idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@k8s idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@k8s idempotent=yes
	Again(ctx context.Context, id int) error
}
