package backoff

import (
	"context"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
	"github.com/backoffgen/backoffgen/runtime/internal/engine"
)

// IdempotencyKey returns the key of the call that runs under ctx, and reports whether there is one. A server that has seen the
// key knows that this is the same call, and does not carry it out again.
//
// Each call of a method with idempotent=key has one: all its attempts have the same, those that a hedge begins and those that were
// left behind too. It is a random UUID (RFC 9562, version 4) that is drawn when it is first asked for, unless the caller has set
// another one by [WithIdempotencyKey]. The header Idempotency-Key of HTTP is its usual place; package httphint sets it.
func IdempotencyKey(ctx context.Context) (key string, ok bool) {
	if ctx == nil {
		return "", false
	}
	return attempt.KeyOf(ctx)
}

// WithIdempotencyKey returns a context that has a key for the next call that takes one: a key that was stored with an order, so
// that the order is placed once although the program was restarted in between. Calls of one context have the same key, so each
// call needs a context of its own. An empty key is none. A nil ctx counts as the background.
//
// A call that takes the key has used it. Calls that its callee makes further inside have keys of their own, unless the callee
// sets one for them.
func WithIdempotencyKey(ctx context.Context, key string) context.Context {
	return attempt.WithKey(engine.OrBackground(ctx), key)
}
