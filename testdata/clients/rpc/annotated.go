// Code generated from the table of clients' errors. DO NOT EDIT.

package rpc

import "context"

//backoff:import "github.com/backoffgen/backoffgen/runtime/grpchint"

//go:generate go tool backoffgen

// Clients has methods for each client: under the policy to start from, one that must not be carried out twice, and one that
// retries all that is known.
type Clients interface {
	//backoff:policy deadline=30s pause=200ms multiplier=2 max_pause=5s jitter=full max_tries=5 errors=@grpc idempotent=yes pause_from=grpchint.RetryAfter
	Grpc(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@grpc idempotent=no
	GrpcOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@grpc,@grpc.conflict,@grpc.unknown
	GrpcAll(ctx context.Context) error

	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=5s jitter=full max_tries=5 errors=@connect idempotent=yes
	Connect(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@connect idempotent=no
	ConnectOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@connect,@connect.conflict,@connect.unknown
	ConnectAll(ctx context.Context) error

	//backoff:policy deadline=10s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@etcd idempotent=no
	Etcd(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@etcd idempotent=no
	EtcdOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@etcd,@etcd.unknown
	EtcdAll(ctx context.Context) error

	//backoff:policy deadline=2m attempt_timeout=20s pause=200ms multiplier=2 max_pause=5s jitter=full max_tries=4 errors=@temporal idempotent=yes
	Temporal(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@temporal idempotent=no
	TemporalOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@temporal,@temporal.conflict,@temporal.unknown
	TemporalAll(ctx context.Context) error

	//backoff:policy deadline=1m attempt_timeout=15s pause=200ms multiplier=2 max_pause=10s jitter=full max_tries=4 errors=@gcp idempotent=yes
	Gcp(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@gcp idempotent=no
	GcpOnce(ctx context.Context) error

	//backoff:policy max_tries=2 idempotent=yes errors=@gcp,@gcp.conflict,@gcp.unknown
	GcpAll(ctx context.Context) error
}
