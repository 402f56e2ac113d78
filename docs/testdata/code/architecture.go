package code

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/decorate"
)

type User struct{}

type Store interface {
	Fetch(ctx context.Context, id string) (*User, error)
}

type RetryingStore struct {
	inner Store
	fetch decorate.Method
}
