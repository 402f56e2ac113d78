// Package config has policies whose numbers come from a configuration when the program starts.
package config

import (
	"context"
	"errors"
)

// Errors of the interfaces here.
var (
	ErrBusy    = errors.New("busy")
	ErrCorrupt = errors.New("corrupt")
)

// Store keeps users.
type Store interface {
	//backoff:policy attempt_timeout=100ms deadline=10s pause=100ms max_tries=3 errors=ErrBusy
	Fetch(ctx context.Context, id string) (string, error)

	//backoff:retry 2 giveup="errors.Is(err, ErrCorrupt)"
	Save(ctx context.Context, id string) error

	// Sync has no context that could end it.
	//
	//backoff:retry 4
	Sync() error

	Name() string
}

// HTTPClient has methods of which one's name begins as another's.
//
//backoff:retry 3 pause=1s
type HTTPClient interface {
	Get(ctx context.Context) error
	GetURL(ctx context.Context) error
	GetUserIDs(ctx context.Context) error
}

// store is configured only within its package.
//
//backoff:retry 2
type store interface {
	get(ctx context.Context) error
	Get(ctx context.Context) error
}

// Codec has methods that are called as those of a struct of policies.
//
//backoff:retry 2
type Codec interface {
	MarshalJSON() ([]byte, error)
	UnmarshalJSON(data []byte) error
	Named(ctx context.Context) error
	NamedPolicy(ctx context.Context) error
}
