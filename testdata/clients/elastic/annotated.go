// Code generated from the table of clients' errors. DO NOT EDIT.

package elastic

import "context"

//go:generate go tool backoffgen

// Clients has a method for each client: what its name retries, and what all of its classes do.
type Clients interface {
	//backoff:policy max_tries=2 errors=@elastic
	Elastic(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@elastic.unsent,@elastic.throttled,@elastic.conflict,@elastic.unknown
	EachElastic(ctx context.Context) error
}
