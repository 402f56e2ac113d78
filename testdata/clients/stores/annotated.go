// Code generated from the table of clients' errors. DO NOT EDIT.

package stores

import "context"

//go:generate go tool backoffgen

// Clients has a method for each client: what its name retries, and what all of its classes do.
type Clients interface {
	//backoff:policy max_tries=2 errors=@redis
	Redis(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@redis.unsent,@redis.throttled,@redis.transient,@redis.conflict,@redis.unknown
	EachRedis(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mongo
	Mongo(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@mongo.unsent,@mongo.throttled,@mongo.transient,@mongo.conflict,@mongo.unknown
	EachMongo(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@gocql
	Gocql(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@gocql.unsent,@gocql.throttled,@gocql.transient,@gocql.unknown
	EachGocql(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@clickhouse
	Clickhouse(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@clickhouse.unsent,@clickhouse.throttled,@clickhouse.transient,@clickhouse.unknown
	EachClickhouse(ctx context.Context) error
}
