// Package files keeps files in S3.
package files

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// Client has methods of s3.Client. Both may be carried out twice: to read does no harm, and to put the same object again neither.
//
//backoff:policy deadline=1m pause=50ms multiplier=2 max_pause=2s jitter=full max_tries=4 errors=@aws idempotent=yes
//backoff:when @aws.throttled pause=500ms max_pause=20s max_tries=8
type Client interface {
	// Retrieves an object from Amazon S3.
	GetObject(ctx context.Context, params *s3.GetObjectInput, optFns ...func(*s3.Options)) (*s3.GetObjectOutput, error)

	// Adds an object to a bucket.
	PutObject(ctx context.Context, params *s3.PutObjectInput, optFns ...func(*s3.Options)) (*s3.PutObjectOutput, error)
}

var _ Client = (*s3.Client)(nil)

// New makes a client. The SDK's own retries are off: each of its tries would be one more of each attempt's.
func New(options s3.Options, opts ...backoff.Option) Client {
	options.RetryMaxAttempts = 1
	return NewRetryingClient(s3.New(options), opts...)
}
