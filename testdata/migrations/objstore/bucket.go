// Package objstore decorates the Bucket of github.com/thanos-io/objstore as BucketWithRetries of Cortex does it
// (pkg/storage/bucket/s3/bucket_client.go): five tries, unless the bucket itself says that an object is not there or
// that access is denied.
package objstore

import "github.com/thanos-io/objstore"

//go:generate go tool backoffgen

// Reader is for those who read alone. The predicate is the bucket's own: each provider knows its own errors.
type Reader interface {
	//backoff:policy pause=10s multiplier=2 max_pause=1m jitter=equal max_tries=5
	//backoff:with errors=error,!context.Canceled,!context.DeadlineExceeded giveup=.IsObjNotFoundErr idempotent=yes
	objstore.BucketReader
}

// Bucket has two predicates to give up by, which IsFinal makes one of.
type Bucket interface {
	//backoff:policy pause=10s multiplier=2 max_pause=1m jitter=equal max_tries=5
	//backoff:with errors=error,!context.Canceled,!context.DeadlineExceeded giveup=.IsFinal idempotent=yes
	objstore.Bucket

	IsFinal(err error) bool
}

// Final adds IsFinal to a bucket.
type Final struct{ objstore.Bucket }

// IsFinal reports whether there is no use in asking again.
func (f Final) IsFinal(err error) bool { return f.IsObjNotFoundErr(err) || f.IsAccessDeniedErr(err) }
