package keypages

import "context"

// Ratings are good to have; a page can be shown without them.
type Ratings interface {
	//backoff:retry 2 pause=50ms fallback=unrated
	Stars(ctx context.Context, book string) (float64, error)
}

// unrated is what the caller gets when the call has failed for good.
func unrated(ctx context.Context, book string, err error) (float64, error) { return 0, nil }
