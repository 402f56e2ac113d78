// Package naming has names that would clash with those of generated code.
package naming

import (
	stdcontext "context"
	"net/url"
	"time"
)

// These are in the way of imports and predeclared names.
var (
	context = "a variable"
	errors  = []string{context}
	policy  = len(errors)
)

type byte struct{ policy int }

// Clash has parameters, results and methods called as what is generated around them.
//
//backoff:retry 3
type Clash interface {
	Locals(r stdcontext.Context, call, ctx, inner, err string) (retry int, d error)
	Imports(time time.Duration, url *url.URL, backoff, context string) error
	Builtins(ctx stdcontext.Context, len, nil, append, string int, any []byte) (bool, error)
	Results(ctx stdcontext.Context, r0, r1 int) (int, string, error)

	inner(ctx stdcontext.Context) error
	Inner(ctx stdcontext.Context) error
	fetch(ctx stdcontext.Context) error
	Fetch(ctx stdcontext.Context) error
	Type(ctx stdcontext.Context) error
	WithPolicies(ctx stdcontext.Context, n int) (Clash, error)
}

var _ = policy + byte{}.policy
