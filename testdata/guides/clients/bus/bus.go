// Package bus asks services and tells them news through NATS.
package bus

import (
	"context"

	nats "github.com/nats-io/nats.go"
)

// Conn has methods of nats.Conn.
type Conn interface {
	// RequestWithContext takes a context, a subject and payload in bytes and request expecting a single response.
	//
	//backoff:policy attempt_timeout=500ms deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@nats idempotent=yes
	RequestWithContext(ctx context.Context, subj string, data []byte) (*nats.Msg, error)

	// Publish publishes the data argument to the given subject.
	//
	//backoff:policy deadline=10s pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=5 errors=@nats idempotent=no
	Publish(subj string, data []byte) error
}

var _ Conn = (*nats.Conn)(nil)
