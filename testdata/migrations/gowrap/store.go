// Package gowrap moves an interface from the retry template of github.com/hexdigest/gowrap to annotations. File before.go does
// what the template's code does.
package gowrap

import "context"

//go:generate go tool backoffgen

// Store was wrapped by NewStoreWithRetry(base, 3, 100*time.Millisecond): three retries are four tries.
//
//backoff:retry 4 pause=100ms
type Store interface {
	Get(ctx context.Context, id string) (string, error)
	Put(ctx context.Context, id, text string) error
	Flush() error
	Len() int
}
