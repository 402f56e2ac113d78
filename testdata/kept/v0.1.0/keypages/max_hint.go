package keypages

import (
	"context"
	"time"
)

// Geocoder has a quota, and says when that is filled again: in a second, or next month.
type Geocoder interface {
	//backoff:policy errors=*OverQuota pause=100ms pause_from=backoff.RetryAfter max_hint=10s max_tries=3 attempt_timeout=1s
	Locate(ctx context.Context, address string) (latitude, longitude float64, err error)
}

// OverQuota says that there have been too many requests.
type OverQuota struct{ Until time.Time }

func (e *OverQuota) Error() string { return "over quota until " + e.Until.String() }

// RetryAfter is what backoff.RetryAfter looks for in an error.
func (e *OverQuota) RetryAfter() time.Duration { return time.Until(e.Until) }
