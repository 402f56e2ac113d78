// Package etcd decorates etcd's KV client as the retry layer of etcd's own client does it (client/v3/retry.go and
// retry_interceptor.go): reads are repeated while the server is unavailable, writes only when they were surely not sent.
package etcd

import (
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

//go:generate go tool backoffgen

// KV is a client of etcd's keys and values. Range is the only method that changes nothing.
type KV interface {
	//backoff:policy pause=25ms jitter=0.1 max_tries=100 errors=isUnsent idempotent=no
	//backoff:policy pause=25ms jitter=0.1 max_tries=100 errors=isUnavailable,isOver idempotent=yes methods=Range
	etcdserverpb.KVClient
}

// isUnavailable reports whether a server could not answer for now.
func isUnavailable(err error) bool { return status.Code(err) == codes.Unavailable }

// isOver reports whether the server gave up. Etcd's client repeats writes after it, too, though they may have been carried out.
func isOver(err error) bool {
	return status.Code(err) == codes.DeadlineExceeded || status.Code(err) == codes.Canceled
}

// isUnsent reports whether there was no connection to send a request by.
func isUnsent(err error) bool {
	desc := rpctypes.ErrorDesc(err)
	return isUnavailable(err) && (desc == "there is no address available" || desc == "there is no connection available")
}
