package attempt

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
)

// A Key is the idempotency key of a call. It is drawn when it is first asked for, and is the same from then on. It is safe for
// concurrent use.
type Key struct {
	once  sync.Once
	text  string
	given bool // a caller has set it, and no call has taken it yet
}

// Text returns the key.
func (k *Key) Text() string {
	k.once.Do(func() {
		if k.text == "" {
			k.text = newUUID()
		}
	})
	return k.text
}

// newUUID returns a random UUID, of version 4 (RFC 9562).
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never returns an error
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	var text [36]byte
	hex.Encode(text[:8], b[:4])
	hex.Encode(text[9:13], b[4:6])
	hex.Encode(text[14:18], b[6:8])
	hex.Encode(text[19:23], b[8:10])
	hex.Encode(text[24:], b[10:])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// KeyFor returns the key for a call under ctx: the one that its caller has set, else one of its own. A key that a call further
// out has taken is that call's.
func KeyFor(ctx context.Context) *Key {
	if k, ok := ctx.Value(askKey).(*Key); ok && k.given {
		return &Key{text: k.text}
	}
	return &Key{}
}

// KeyOf returns the key of what runs under ctx, and reports whether there is one.
func KeyOf(ctx context.Context) (string, bool) {
	k, ok := ctx.Value(askKey).(*Key)
	if !ok || k.given && k.text == "" {
		return "", false
	}
	return k.Text(), true
}

// A keyed is a context whose user has set the key of the next call.
type keyed struct {
	context.Context
	key Key
}

// WithKey returns a context that has a key for the next call that takes one.
func WithKey(ctx context.Context, key string) context.Context {
	return &keyed{Context: ctx, key: Key{text: key, given: true}}
}

func (c *keyed) Value(key any) any {
	if key == any(askKey) {
		return &c.key
	}
	return c.Context.Value(key)
}

// String names the context as package context does, without the key.
func (c *keyed) String() string { return contextName(c.Context) + ".backoffIdempotencyKey" }
