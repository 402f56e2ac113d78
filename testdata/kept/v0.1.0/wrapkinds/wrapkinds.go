// Package wrapkinds has results of all kinds that come back decorated: of unexported interfaces, of generic ones, of those whose names
// are taken, and from attempts that run beside each other or are left behind.
package wrapkinds

import (
	"context"
	"errors"
)

// ErrBusy is what is retried.
var ErrBusy = errors.New("busy")

// Client hands out sessions, whose interface is not exported, and what has the name of a method under a policy.
//
//backoff:wrap
type Client interface {
	// Users is retried, so Users is its policy and UsersPolicies has those of what it returns.
	//
	//backoff:retry 2
	Users(ctx context.Context) (Users, error)

	Session(name string) session
	Each() Each
}

// session is not exported.
type session interface {
	//backoff:retry 3
	Send(ctx context.Context, text string) error
}

// Users are wrapped by Client.
type Users interface {
	//backoff:retry 4
	Get(ctx context.Context, id string) (string, error)
}

// Each is called as a method that every struct of policies has.
type Each interface {
	//backoff:retry 5
	Next(ctx context.Context) error
}

// Slow runs attempts beside each other, and leaves attempts behind.
//
//backoff:wrap
type Slow interface {
	//backoff:policy errors=ErrBusy hedge=100ms max_tries=3 idempotent=yes
	Hedged(ctx context.Context, after session) (session, error)

	//backoff:policy errors=ErrBusy attempt_timeout=1s on_timeout=abandon max_tries=3 idempotent=yes
	Left(ctx context.Context) ([]session, error)

	//backoff:retry 2 fallback=standIn
	Replaced(ctx context.Context) (session, error)
}

func standIn(context.Context, error) (session, error) { return spare{}, nil }

// spare is what a fallback hands out.
type spare struct{}

func (spare) Send(context.Context, string) error { return nil }

// Cache is generic, and hands out itself and others that are.
//
//backoff:wrap
type Cache[K comparable, V any] interface {
	//backoff:retry 2
	Get(ctx context.Context, key K) (V, error)

	Sub(prefix string) Cache[K, V]
	Pool() Pool[V]
	Keys() map[string][]Pool[K]
	Put(p Pool[V], all ...Pool[K])
}

// Pool is what caches of all kinds hand out.
//
//backoff:decorator name=PoolRetrier
type Pool[T any] interface {
	//backoff:retry 3
	Take(ctx context.Context) (T, error)
}

// node and edge are in a circle, and neither is exported.
type node interface {
	//backoff:retry 2
	visit(ctx context.Context) error

	//backoff:wrap
	edges() []edge
}

type edge interface {
	//backoff:retry 3
	follow(ctx context.Context) error

	//backoff:wrap
	ends() map[string]node
}

// Opener is embedded.
type Opener interface {
	Open(ctx context.Context) (session, error)
	Close(s session) error
}

// Server wraps what an embedded interface returns.
type Server interface {
	//backoff:wrap
	//backoff:retry 2 methods=Open
	Opener

	//backoff:off
	Raw() session
}
