package stores

import "context"

// Counter counts in a server, so that the server can tell how often something was carried out.
type Counter interface {
	// Once adds one to a key.
	//
	//backoff:policy max_tries=4 errors=@redis idempotent=no
	Once(ctx context.Context, key string) error

	// Again adds one to a key, and may do so twice: nobody knows whether a lost answer was one.
	//
	//backoff:policy max_tries=4 errors=@redis idempotent=yes
	Again(ctx context.Context, key string) error
}
