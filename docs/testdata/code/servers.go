package code

import (
	"errors"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

type Store interface{}

func NewRetryingStore(Store, ...backoff.Option) Store { return nil }

var inner Store

type User struct{}

var ErrBusy = errors.New("busy")
