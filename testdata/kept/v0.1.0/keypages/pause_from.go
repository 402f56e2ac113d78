package keypages

import (
	"context"
	"time"
)

// Translations come from a server that says when to come back.
type Translations interface {
	//backoff:policy errors=*Throttled pause=100ms pause_from=backoff.RetryAfter max_hint=30s max_tries=3
	Translate(ctx context.Context, text string) (string, error)
}

// Throttled is what the server answers to those that ask too often.
type Throttled struct{ After time.Duration }

func (e *Throttled) Error() string { return "throttled: come back in " + e.After.String() }

// RetryAfter is what backoff.RetryAfter looks for in an error.
func (e *Throttled) RetryAfter() time.Duration { return e.After }
