package chaos

import (
	"context"
	"sync/atomic"
	"testing"
)

// A store is one of the interfaces, decorated or not.
type store interface {
	Once(ctx context.Context, id int) error
	Keyed(ctx context.Context, id int) error
}

// A system is a server with its client.
type system struct {
	name   string
	addr   string // of the server
	dial   func(t *testing.T, addr string) (inner store, close func())
	wrap   func(inner store) store
	kill   func(t *testing.T) // ends the server without a warning
	start  func(t *testing.T) // starts it again
	ledger func(t *testing.T) ledger
	held   func(t *testing.T) int // connections of clients that the server holds
}

// counted counts the attempts of each call.
type counted struct {
	store
	once, keyed []atomic.Int32
}

func (c *counted) Once(ctx context.Context, id int) error {
	c.once[id].Add(1)
	return c.store.Once(ctx, id)
}

func (c *counted) Keyed(ctx context.Context, id int) error {
	c.keyed[id].Add(1)
	return c.store.Keyed(ctx, id)
}
