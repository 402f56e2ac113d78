package gowrap

import (
	"context"
	"time"
)

// StoreWithRetry has loops like those of gowrap's template. It stands in for them, written anew.
type StoreWithRetry struct {
	Store
	tries    int
	interval time.Duration
}

// NewStoreWithRetry wraps base.
func NewStoreWithRetry(base Store, retries int, interval time.Duration) StoreWithRetry {
	return StoreWithRetry{base, retries + 1, interval}
}

// wait pauses after every failure, the last one included, and reports whether the context is still alive.
func (s StoreWithRetry) wait(ctx context.Context) bool {
	if s.tries < 2 {
		return true
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(s.interval):
		return true
	}
}

func (s StoreWithRetry) Get(ctx context.Context, id string) (text string, err error) {
	for range s.tries {
		if text, err = s.Store.Get(ctx, id); err == nil || !s.wait(ctx) {
			break
		}
	}
	return text, err
}

func (s StoreWithRetry) Put(ctx context.Context, id, text string) (err error) {
	for range s.tries {
		if err = s.Store.Put(ctx, id, text); err == nil || !s.wait(ctx) {
			break
		}
	}
	return err
}

func (s StoreWithRetry) Flush() (err error) {
	for range s.tries {
		if err = s.Store.Flush(); err == nil || !s.wait(context.Background()) {
			break
		}
	}
	return err
}
