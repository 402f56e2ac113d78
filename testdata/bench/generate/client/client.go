// Package client is the case of a big interface: that of go-redis.
package client

import "github.com/redis/go-redis/v9"

// Client is what go-redis calls a universal client.
//
//backoff:policy attempt_timeout=200ms deadline=2s pause=10ms max_tries=5 errors=error
type Client interface {
	redis.UniversalClient
}
