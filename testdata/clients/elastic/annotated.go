// Code generated from the table of clients' errors. DO NOT EDIT.

package elastic

import "context"

//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=4 errors=@elastic idempotent=no
	Elastic(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@elastic idempotent=no
	ElasticOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@elastic,@elastic.conflict,@elastic.unknown
	ElasticAll(ctx context.Context) error
}
