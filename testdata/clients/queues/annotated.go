// Code generated from the table of clients' errors. DO NOT EDIT.

package queues

import "context"

//go:generate go tool backoffgen

// Clients has a method for each client: what its name retries, and what all of its classes do.
type Clients interface {
	//backoff:policy max_tries=2 errors=@sarama
	Sarama(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sarama.unsent,@sarama.throttled,@sarama.transient,@sarama.unknown
	EachSarama(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@kafkago
	Kafkago(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@kafkago.unsent,@kafkago.throttled,@kafkago.transient,@kafkago.unknown
	EachKafkago(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@franz
	Franz(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@franz.unsent,@franz.throttled,@franz.transient,@franz.unknown
	EachFranz(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats
	Nats(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats.unsent,@nats.throttled,@nats.transient,@nats.conflict,@nats.unknown
	EachNats(ctx context.Context) error
}
