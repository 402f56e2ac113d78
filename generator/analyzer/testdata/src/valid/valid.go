// Package valid has annotations with which nothing is wrong.
package valid

import (
	"context"
	"errors"
	"io"
	"net"
	"time"
)

// ErrBusy is one to retry.
var ErrBusy = errors.New("busy")

func isFatal(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }

// A Store has a policy of each kind.
//
//backoff:policy 100ms 1s 10ms ErrBusy,*net.OpError giveup=isFatal
type Store[K comparable] interface {
	Get(ctx context.Context, key K) (string, error)

	//backoff:retry 3 errors=io.EOF giveup="err == ErrBusy"
	Put(ctx context.Context, key K, value string) error

	//backoff:off
	Delete(key K) error

	Name() string
}

var (
	_ net.Error
	_ time.Duration
)
