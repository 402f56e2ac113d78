// Package questions has policies that look at a call's arguments and at what its attempts returned.
package questions

import (
	"context"
	"errors"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// ErrBusy is a server's that is overloaded.
var ErrBusy = errors.New("busy")

// An Answer may say when to come back.
type Answer struct {
	Status int
	After  time.Duration
}

// Store has a question in each of its methods.
type Store interface {
	// Put gives up on what is not there by arguments alone.
	//
	//backoff:retry 4 giveup="method == `POST` && p1 != nil"
	Put(ctx context.Context, body *Answer, method string) error

	// Once looks at the number of the attempt and at the time.
	//
	//backoff:policy pause=100ms errors=error max_tries=9 giveup="try == 3 || elapsed > time.Second"
	Once(ctx context.Context, slow time.Duration) error

	// Get is given what the attempt returned, and what it was asked for.
	//
	//backoff:retry 4 giveup=isFinal
	Get(ctx context.Context, errors int) (answer *Answer, err error)

	// Names has parameters that are called as a package and as functions are.
	//
	//backoff:retry 4 giveup="errors.Is(err, ErrBusy) && errors > len(len)"
	Names(ctx context.Context, errors int, len string) error

	// Slow is asked about a failure as a whole.
	//
	//backoff:policy errors=error pause=100ms max_tries=9 giveup=isLate pause_from=pauseOf
	Slow(ctx context.Context) error

	// Left is Slow with attempts in goroutines of their own.
	//
	//backoff:policy errors=error pause=100ms max_tries=9 giveup=isLate pause_from=pauseOf on_timeout=abandon idempotent=yes
	Left(ctx context.Context) error

	// Head has results that are rejected, and asks about them.
	//
	//backoff:policy retry_result="answer.Status >= limit" errors=error max_tries=4 giveup=isFinal pause_from=pauseFrom
	Head(ctx context.Context, limit int) (answer *Answer, err error)

	// Try does not ask about results that are rejected.
	//
	//backoff:policy retry_result="r0.Status >= 500" errors=error max_tries=4 giveup="p1 == 7" pause_from=pauseTags
	Try(ctx context.Context, id int, tags ...string) (*Answer, error)

	// Spread has a variadic parameter, and asks for it.
	//
	//backoff:retry 4 giveup=anyTag
	Spread(ctx context.Context, tags ...string) error

	// Refused asks another method of the same value.
	//
	//backoff:policy errors=error max_tries=4 giveup=.IsFatal pause_from=.Pause retry_result=.IsEmpty
	Refused(ctx context.Context, id int) (*Answer, error)

	// Hedged has attempts in goroutines of their own.
	//
	//backoff:policy errors=error max_tries=4 hedge=1s pause=100ms retry_result="b == `none`" giveup="a == n && elapsed >= 0 || err == nil"
	Hedged(ctx context.Context, n int) (a int, b string, err error)

	IsFatal(err error) bool
	Pause(err error, ctx context.Context, id int) (time.Duration, bool)
	IsEmpty(*Answer) bool
}

func isFinal(a *Answer, _ error, _ context.Context, _ any) bool { return a != nil && a.Status == 404 }

func isLate(f backoff.Failure) bool { return f.Pause == 300*time.Millisecond }

func pauseOf(f backoff.Failure) (time.Duration, bool) {
	return time.Duration(f.Try) * 100 * time.Millisecond, true
}

func pauseFrom(a *Answer, err error) (time.Duration, bool) {
	if a == nil {
		return 0, false
	}
	return a.After, true
}

func pauseTags(_ error, _ context.Context, _ int, tags []string) (time.Duration, bool) {
	return time.Duration(len(tags)) * time.Second, true
}

func anyTag(err error, _ context.Context, tags ...string) bool {
	for _, tag := range tags {
		if tag == err.Error() {
			return true
		}
	}
	return false
}

// Things has one giveup for its methods, which not all of them take in the same way.
//
//backoff:retry 3 giveup="isFatal(err)"
type Things interface {
	Fetch(ctx context.Context, isFatal string) error

	//backoff:retry 3 giveup="isFatal(err)" replay=always
	Check(ctx context.Context, isFatal func(error) bool) error

	Save(ctx context.Context) error
	Ping() error
}

func isFatal(err error) bool { return !errors.Is(err, ErrBusy) }

// Cache is generic, and so is what it asks.
//
//backoff:retry 3 giveup="isThere(key, value)"
type Cache[K comparable, V any] interface {
	Get(ctx context.Context, key K) (value V, err error)
}

func isThere[K comparable, V any](key K, value V) bool { return any(key) == any(value) }
