// Package into has interfaces that are decorated in package retrying below it too, as -o retrying does.
package into

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// ErrBusy and Temporary are what is retried.
var ErrBusy = errors.New("busy")

// Temporary is an error.
type Temporary struct{ Code int }

func (t *Temporary) Error() string { return fmt.Sprint("temporary: ", t.Code) }

// Fatal says that an error is to be given up on.
func Fatal(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }

// Limit is part of a giveup.
const Limit = 500

// Item is of this package.
type Item struct{ ID string }

// Key is a constraint.
type Key interface{ ~int | ~string }

type hidden struct{ seen int }

// Store names what this package declares, in its methods and in its annotations.
type Store[K Key, V any] interface {
	//backoff:policy deadline=1m max_tries=3 errors=ErrBusy,*Temporary giveup="Fatal(err) || err.Error() == fmt.Sprint(`temporary: `, Limit)"
	Get(ctx context.Context, key K) (V, *Item, error)
	//backoff:retry 3
	Put(ctx context.Context, into Item, retrying ...map[K]V) error
}

// Sealed has methods that only this package can write.
type Sealed interface {
	//backoff:retry 3
	Close() error
	Hidden(*hidden) error
	seal()
}
