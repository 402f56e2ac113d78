package keypages

import "context"

//backoff:import "github.com/backoffgen/backoffgen/runtime/httphint"

// Weather is asked for over HTTP. The file itself does not need package httphint.
type Weather interface {
	//backoff:retry 3 errors=httphint.Retryable pause_from=httphint.RetryAfter max_hint=1m
	Now(ctx context.Context, city string) (string, error)
}
