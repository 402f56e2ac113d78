package tools

import (
	"context"
	"errors"
	"time"
)

// ErrBusy is what passes by itself.
var ErrBusy = errors.New("busy")

// Store keeps orders.
type Store interface {
	//backoff:policy deadline=1s pause=10ms max_tries=3 errors=ErrBusy
	Save(ctx context.Context, order string) error
}

// Service takes orders.
type Service struct{ store Store }

// NewService makes a service.
func NewService(store Store) *Service { return &Service{store} }

// Order takes one.
func (s *Service) Order(ctx context.Context, order string) error { return s.store.Save(ctx, order) }

// DB is the store itself.
type DB struct{ Latency time.Duration }

// NewDB opens it.
func NewDB() *DB { return &DB{Latency: time.Millisecond} }

// Save writes an order.
func (db *DB) Save(context.Context, string) error {
	time.Sleep(db.Latency)
	return nil
}
