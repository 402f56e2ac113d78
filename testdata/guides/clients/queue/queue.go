// Package queue sends records to Kafka.
package queue

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Topic takes records, one a call: a batch that has failed may be in the log in part.
type Topic interface {
	// Send returns when the record is in the log.
	//
	//backoff:policy deadline=30s pause=100ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@franz idempotent=no
	Send(ctx context.Context, record *kgo.Record) error
}

// client is a Topic of a client.
type client struct{ *kgo.Client }

// Send makes one error of the results, which is what a policy looks at.
func (c client) Send(ctx context.Context, record *kgo.Record) error {
	own := *record // a record keeps the context of its first attempt
	return c.ProduceSync(ctx, &own).FirstErr()
}

// New makes a client that tries each record once, and leaves the rest to the policy.
func New(opts ...kgo.Opt) (Topic, error) {
	inner, err := kgo.NewClient(append([]kgo.Opt{kgo.DisableIdempotentWrite(), kgo.RecordRetries(0), kgo.RequestRetries(0)}, opts...)...)
	if err != nil {
		return nil, err
	}
	return NewRetryingTopic(client{inner}), nil
}
