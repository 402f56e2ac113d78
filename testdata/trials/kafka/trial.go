// Package kafka tries what is known of the errors of franz-go on brokers in the process.
package kafka

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @franz, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@franz.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@franz.transient
	Transient(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@franz.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@franz idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@franz idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@franz idempotent=yes
	Again(ctx context.Context, id int) error
}
