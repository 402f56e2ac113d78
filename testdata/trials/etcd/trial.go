// Package etcd tries what is known of etcd's errors on a server in the process.
package etcd

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @etcd, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@etcd.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@etcd.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@etcd.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@etcd idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@etcd idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@etcd idempotent=yes
	Again(ctx context.Context, id int) error
}
