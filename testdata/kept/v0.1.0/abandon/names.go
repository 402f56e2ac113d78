package abandon

import (
	"context"
	"io"
	"net/http"
)

// A results has a name that the generated method would like to use.
type results struct{ N int }

// Names has names that mean something else where the closures of a generated method write types.
//
//backoff:retry 2 attempt_timeout=100ms on_timeout=abandon idempotent=yes
type Names interface {
	All(context context.Context, all, call string, error string) (results results, body io.ReadCloser, err error)
	Blank(_ context.Context, _ string) (_ int, _ results, _ error)
	Body(backoff context.Context, io *http.Request, body, string int, struct_ ...any) (http *http.Response, err error)
	Only(ctx context.Context, err error, bool int) (ok bool, _ error)
}
