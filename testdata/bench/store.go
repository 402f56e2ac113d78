package bench

import (
	"context"
	"errors"
	"time"
)

//go:generate go tool backoffgen

// Store is what all contenders implement around another one. Its methods differ in their policies alone.
type Store interface {
	// Plain is not retried.
	Plain(ctx context.Context, id string) (*User, error)

	// Get has no limits and no pause.
	//
	//backoff:policy max_tries=3 errors=ErrBusy
	Get(ctx context.Context, id string) (*User, error)

	// Fetch has both limits.
	//
	//backoff:policy attempt_timeout=10s deadline=1m max_tries=3 errors=ErrBusy
	Fetch(ctx context.Context, id string) (*User, error)

	// Poll pauses as short as a timer can, so that it is the timer that is measured.
	//
	//backoff:policy pause=1ns max_tries=3 errors=ErrBusy
	Poll(ctx context.Context, id string) (*User, error)

	// Wait pauses until its caller gives up.
	//
	//backoff:policy pause=1h max_tries=3 errors=ErrBusy
	Wait(ctx context.Context, id string) (*User, error)

	// WaitLimited is Wait with both limits.
	//
	//backoff:policy attempt_timeout=10s deadline=2h pause=1h max_tries=3 errors=ErrBusy
	WaitLimited(ctx context.Context, id string) (*User, error)

	// Hedged begins a second attempt beside one that takes too long, which none does.
	//
	//backoff:policy hedge=10s max_tries=2 errors=ErrBusy
	Hedged(ctx context.Context, id string) (*User, error)

	// Abandoned would leave an attempt behind that takes too long, which none does.
	//
	//backoff:policy attempt_timeout=10s max_tries=3 errors=ErrBusy on_timeout=abandon
	Abandoned(ctx context.Context, id string) (*User, error)
}

// What the contenders that are not generated keep to: the values of the annotations above.
const (
	attemptTimeout = 10 * time.Second
	deadline       = time.Minute
	longDeadline   = 2 * time.Hour
	shortPause     = time.Nanosecond
	longPause      = time.Hour
	maxTries       = 3
	hedgeAfter     = 10 * time.Second
	maxHedged      = 2
)

// User is what a Store keeps.
type User struct{ ID string }

// ErrBusy is the error that is retried.
var ErrBusy = errors.New("busy")

// errCorrupt is one that is not.
var errCorrupt = errors.New("corrupt")
