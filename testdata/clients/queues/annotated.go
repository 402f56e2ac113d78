// Code generated from the table of clients' errors. DO NOT EDIT.

package queues

import "context"

//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@sarama idempotent=no
	Sarama(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@sarama idempotent=no
	SaramaOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@sarama,@sarama.unknown
	SaramaAll(ctx context.Context) error

	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@kafkago idempotent=no
	Kafkago(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@kafkago idempotent=no
	KafkagoOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@kafkago,@kafkago.unknown
	KafkagoAll(ctx context.Context) error

	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=3 errors=@franz idempotent=no
	Franz(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@franz idempotent=no
	FranzOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@franz,@franz.unknown
	FranzAll(ctx context.Context) error

	//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@nats idempotent=no
	Nats(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@nats idempotent=no
	NatsOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@nats,@nats.conflict,@nats.unknown
	NatsAll(ctx context.Context) error
}
