//lint:file-ignore U1000 The declarations here hide predeclared names.

// Package predeclared declares what Go has declared already, and brings in methods that need the real ones.
package predeclared

import (
	"context"
	"io"
	"net/http"
)

type (
	error  interface{ Code() int }
	string struct{ text []byte }
	bool   int
	any    int
)

var nil, true = 1, bool(2)

func append() int { return nil }
func panic() bool { return true }
func new() any    { return 0 }
func len() int    { return 0 }

// Own has methods of its own types, and ones that others declare with the predeclared types.
type Own interface {
	Own(ctx context.Context, s string) (bool, error)

	//backoff:policy max_tries=3 deadline=1m errors=net.Error,net.ErrClosed giveup="err.Error() == `broken`"
	io.Closer
	//backoff:retry 3
	http.RoundTripper
	//backoff:retry 3
	interface{ io.StringWriter }
	Less(nil any, predeclared, append string) bool
}
