// Package aws tries what is known of the errors of AWS's SDK on a server that answers as S3 and DynamoDB do.
package aws

import "context"

//go:generate go tool backoffgen

// Classes has a method for each class of @aws, and Safe for its name alone.
type Classes interface {
	//backoff:policy max_tries=2 errors=@aws.unsent
	Unsent(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@aws.throttled
	Throttled(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@aws.conflict
	Conflict(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@aws.unknown
	Unknown(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@aws idempotent=no
	Safe(ctx context.Context) error
}

// Ledger writes entries in a server.
type Ledger interface {
	//backoff:policy max_tries=4 errors=@aws idempotent=no
	Once(ctx context.Context, id int) error

	//backoff:policy max_tries=4 errors=@aws idempotent=yes
	Again(ctx context.Context, id int) error
}
