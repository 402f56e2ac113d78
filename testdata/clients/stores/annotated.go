// Code generated from the table of clients' errors. DO NOT EDIT.

package stores

import "context"

//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
	//backoff:policy deadline=5s pause=20ms multiplier=2 max_pause=1s jitter=full max_tries=4 errors=@redis idempotent=no
	Redis(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@redis idempotent=no
	RedisOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@redis,@redis.conflict,@redis.unknown
	RedisAll(ctx context.Context) error

	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@mongo idempotent=no
	Mongo(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mongo idempotent=no
	MongoOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@mongo,@mongo.conflict,@mongo.unknown
	MongoAll(ctx context.Context) error

	//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@gocql idempotent=no
	Gocql(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@gocql idempotent=no
	GocqlOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@gocql,@gocql.unknown
	GocqlAll(ctx context.Context) error

	//backoff:policy deadline=30s pause=200ms multiplier=2 max_pause=5s jitter=full max_tries=4 errors=@clickhouse idempotent=no
	Clickhouse(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@clickhouse idempotent=no
	ClickhouseOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@clickhouse,@clickhouse.unknown
	ClickhouseAll(ctx context.Context) error
}
