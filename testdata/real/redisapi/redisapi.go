// Package redisapi decorates go-redis's own interfaces, as a test of size: UniversalClient has some 630 methods.
//
// A go-redis command returns its error inside the Cmd value, not as a result, so that nearly all of these methods have no
// error to retry and pass straight through; only the few that return one, such as Pipelined, are retried. A program
// decorates an interface over redis that returns errors: package users beside this one does.
package redisapi

import (
	"context"
	"io"
	"net"

	"github.com/redis/go-redis/v9"
)

// Cmdable has an interface-level default over an embedded line.
//
//backoff:policy pause=10ms deadline=2s max_tries=4 errors=io.EOF,net.Error,redis.ErrPoolTimeout giveup="errors.Is(err, redis.Nil)"
type Cmdable interface {
	redis.Cmdable
}

// Client has its policy on the embedded line, and two methods that say something else.
type Client interface {
	//backoff:policy 500ms 5s 10ms io.EOF,net.Error max_tries=5
	redis.UniversalClient

	// Close is written out once more, since its default would be to try again.
	//
	//backoff:off
	Close() error

	// Watch runs a function of its caller, which is not to be run again for an error of its own.
	//
	//backoff:retry 3 errors=redis.TxFailedErr
	Watch(ctx context.Context, fn func(*redis.Tx) error, keys ...string) error
}

// What the annotations name is imported for them alone.
var (
	_ = io.EOF
	_ net.Error
)
