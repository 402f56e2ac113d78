package methodnames

import (
	"context"
	"net/http"
)

// Words has parameters and results called as predeclared names, imports, package names, and what is generated.
//
//backoff:policy max_tries=3 deadline=1m errors=error giveup="err == nil"
type Words interface {
	Predeclared(ctx context.Context, any, bool, error, len, nil, append, panic, make, new, true, false, iota, string, comparable int) (x int, _ error2)
	Types(nil context.Context, error, bool, append int) (len int, err error)
	Requests(http *http.Request, context string) (nil *http.Response, err error)
	Locals(backoff context.Context, r, call, each, attempt, inner, own, ctx, decorated, policies, opts int) (r0 int, done error)
	Words(ctx context.Context, time, errors, context, async, await, yield, gen, where, try string) (self error)
	Package(methodnames, Words int) error
	Generated(Words, RetryingWords, WordsPolicies int) (NewRetryingWords error)
	Attempt(r *http.Request, w http.ResponseWriter) (attempt *http.Response, call error)
	Hidden(error string) (err error)
	Numbered(_ int, p0 string, _ bool) (_ int, r0 string, _ error)
	NoNames(int, string, ...bool) (int, string, error)
	Blank(_ context.Context) (int, int, error)
}

type error2 = error
