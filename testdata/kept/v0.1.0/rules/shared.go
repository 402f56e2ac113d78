package rules

import (
	"context"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Policies that methods share.
var (
	Shared  = backoff.Policy{AttemptTimeout: 100 * time.Millisecond, Pause: 10 * time.Millisecond, MaxTries: 2, Errors: []backoff.Matcher{backoff.Is(ErrBusy)}}
	Pointer = &backoff.Policy{MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}}
	Invalid = backoff.Policy{MaxTries: -1}
)

// Made returns a policy that methods share.
func Made() backoff.Policy {
	return backoff.Policy{MaxTries: 4, Errors: []backoff.Matcher{backoff.MatchFunc(mayRetry)}, Giveup: isFinal}
}

// MadePointer returns a pointer to one.
func MadePointer() *backoff.Policy {
	return &backoff.Policy{Deadline: time.Second, Pause: 300 * time.Millisecond, Errors: []backoff.Matcher{backoff.Any}}
}

// ByVar uses a variable.
//
//backoff:use Shared
type ByVar interface{ Calls }

// ByPointer uses a variable that is a pointer.
//
//backoff:use Pointer
type ByPointer interface{ Calls }

// ByFunc uses a function.
//
//backoff:use Made
type ByFunc interface{ Calls }

// ByPointerFunc uses a function that returns a pointer.
//
//backoff:use MadePointer
type ByPointerFunc interface{ Calls }

// ByInvalid uses a policy that its constructor refuses.
//
//backoff:use Invalid
type ByInvalid interface{ Calls }

// Account has a default, and methods that it does not reach.
//
//backoff:retry 3
type Account interface {
	Balance(ctx context.Context) (int, error)

	// Pay must not happen twice.
	//
	//backoff:off
	Pay(ctx context.Context, amount int) error

	// Audit replaces the default whole.
	//
	//backoff:policy max_tries=2 errors=ErrBusy
	Audit(ctx context.Context) error

	Owner(ctx context.Context) string
}
