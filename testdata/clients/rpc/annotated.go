// Code generated from the table of clients' errors. DO NOT EDIT.

package rpc

import "context"

//go:generate go tool backoffgen

// Clients has a method for each client: what its name retries, and what all of its classes do.
type Clients interface {
	//backoff:policy max_tries=2 errors=@grpc
	Grpc(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@grpc.throttled,@grpc.conflict,@grpc.unknown
	EachGrpc(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@connect
	Connect(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@connect.unsent,@connect.conflict,@connect.unknown
	EachConnect(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@etcd
	Etcd(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@etcd.throttled,@etcd.transient,@etcd.unknown
	EachEtcd(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@temporal
	Temporal(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@temporal.throttled,@temporal.transient,@temporal.conflict,@temporal.unknown
	EachTemporal(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@gcp
	Gcp(ctx context.Context) error

	//backoff:policy max_tries=2 errors=@gcp.unsent,@gcp.throttled,@gcp.conflict,@gcp.unknown
	EachGcp(ctx context.Context) error
}
