// Package grpc tries what is known of gRPC's statuses on a server of its own.
package grpc

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @grpc, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@grpc.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@grpc.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@grpc.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@grpc idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@grpc idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@grpc idempotent=yes
	Again(ctx context.Context, id int) error
}
