package breaker

import (
	"context"
	"sync"
)

// Cached is Prices that remember what they were told once. Errors are not remembered.
type Cached struct {
	inner Prices

	mu     sync.Mutex
	prices map[string]int
}

var _ Prices = (*Cached)(nil)

// NewCached returns Prices that ask inner for what they do not know.
func NewCached(inner Prices) *Cached {
	return &Cached{inner: inner, prices: map[string]int{}}
}

func (c *Cached) Price(ctx context.Context, article string) (int, error) {
	c.mu.Lock()
	price, ok := c.prices[article]
	c.mu.Unlock()
	if ok {
		return price, nil
	}
	price, err := c.inner.Price(ctx, article)
	if err != nil {
		return 0, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.prices[article] = price
	return price, nil
}

// Reserve is not for a cache to answer.
func (c *Cached) Reserve(ctx context.Context, article string, n int) error {
	return c.inner.Reserve(ctx, article, n)
}
