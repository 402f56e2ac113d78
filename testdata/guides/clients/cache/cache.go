// Package cache keeps sessions and counts visits in Redis.
package cache

import (
	"context"
	"time"

	redis "github.com/redis/go-redis/v9"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Client has methods of redis.Client.
type Client interface {
	// Get Redis `GET key` command.
	//
	//backoff:policy attempt_timeout=200ms deadline=2s pause=20ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=@redis idempotent=yes
	Get(ctx context.Context, key string) (string, error)

	// Incr must not count a visit twice.
	//
	//backoff:policy deadline=2s pause=20ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=@redis idempotent=no
	Incr(ctx context.Context, key string) (int64, error)

	// Set Redis `SET key value [expiration]` command.
	//
	//backoff:policy attempt_timeout=200ms deadline=2s pause=20ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=@redis idempotent=yes
	Set(ctx context.Context, key string, value any, expiration time.Duration) (string, error)
}

// redisClient makes a Client of a *redis.Client, whose methods return commands.
type redisClient struct{ *redis.Client }

func (c redisClient) Get(ctx context.Context, key string) (string, error) {
	return c.Client.Get(ctx, key).Result()
}

func (c redisClient) Incr(ctx context.Context, key string) (int64, error) {
	return c.Client.Incr(ctx, key).Result()
}

func (c redisClient) Set(ctx context.Context, key string, value any, expiration time.Duration) (string, error) {
	return c.Client.Set(ctx, key, value, expiration).Result()
}

var _ Client = redisClient{}

// New connects to a server. The client's own retries are off, since they repeat Incr, too.
func New(addr string, opts ...backoff.Option) Client {
	client := redis.NewClient(&redis.Options{Addr: addr, MaxRetries: -1, ContextTimeoutEnabled: true})
	return NewRetryingClient(redisClient{client}, opts...)
}
