// Package seedclass is the documentation's class-based example: one policy for several calls, which also runs a function
// that is not a method.
package seedclass

import (
	"context"
	"errors"
	"syscall"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Backoff is the policy that everything here shares.
var Backoff = backoff.Policy{
	AttemptTimeout: 500 * time.Millisecond,
	Deadline:       time.Second,
	Pause:          100 * time.Millisecond,
	Errors:         []backoff.Matcher{backoff.As[syscall.Errno]()},
	Giveup:         func(err error) bool { return !errors.Is(err, syscall.ECONNABORTED) },
}

// Patient is the same with a longer deadline.
func Patient() *backoff.Policy {
	p := Backoff
	p.Deadline = time.Minute
	return &p
}

// DB is a database.
//
//backoff:use Backoff
type DB interface {
	Fetch(ctx context.Context, data map[string]any) ([]string, error)
	Save(ctx context.Context, item string) error

	//backoff:use Patient
	Restore(ctx context.Context) error

	// Ping has no context, so that the policy's attempt timeout is left out.
	Ping() error
}
