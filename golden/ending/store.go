// Package ending has what is called before another attempt, and with the error that a call ends with.
package ending

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	_ "github.com/backoffgen/backoffgen/runtime" // annotations name it as backoff
)

// ErrBusy is a server's that is overloaded.
var ErrBusy = errors.New("busy")

// ErrNotFound is what the callers of a Store look for.
var ErrNotFound = errors.New("not found")

// Store prepares its attempts.
type Store interface {
	// Fetch asks the store itself to connect again.
	//
	//backoff:policy errors=error pause=100ms deadline=1s max_tries=3 before_retry=.Connect
	Fetch(ctx context.Context, id string) (string, error)

	// Renew tells what has failed, and of which argument.
	//
	//backoff:retry 3 before_retry=renew
	Renew(ctx context.Context, id string) error

	// Wait has results that are rejected.
	//
	//backoff:policy errors=error retry_result="n == 0" max_tries=3 before_retry=plainly fallback=instead
	Wait(ctx context.Context) (n int, err error)

	// Left may be left behind, and so may what prepares it.
	//
	//backoff:policy errors=error attempt_timeout=1s max_tries=3 on_timeout=abandon before_retry=.Connect
	Left(ctx context.Context, id string) (string, error)

	// Late has a time after which no attempt begins.
	//
	//backoff:policy errors=error retry_for=1s before_retry=.Connect
	Late(ctx context.Context) error

	// Post sends a body, which is made ready after all that.
	//
	//backoff:retry 3 before_retry=.Connect
	Post(req *http.Request) (*http.Response, error)

	// LeftPost sends a body, and may be left behind.
	//
	//backoff:policy errors=error deadline=5s max_tries=3 on_timeout=abandon before_retry=.Connect
	LeftPost(req *http.Request) (*http.Response, error)

	// Ping has no context.
	//
	//backoff:retry 2 before_retry=.Connect
	Ping() error

	Connect(ctx context.Context) error
}

func renew(ctx context.Context, failed error, _ context.Context, id string) error {
	if id == "" {
		return fmt.Errorf("nothing to renew after %w", failed)
	}
	return nil
}

func plainly(ctx context.Context, failed error) error {
	told, _ := ctx.Value(toldKey{}).(*[]error)
	*told = append(*told, failed)
	return nil
}

type toldKey struct{}

// Telling returns a context in which Wait tells what has failed.
func Telling(ctx context.Context, told *[]error) context.Context {
	return context.WithValue(ctx, toldKey{}, told)
}

func instead(_ context.Context, err error) (int, error) { return 7, err }

// Mapped maps the errors of all its methods but one.
//
//backoff:policy errors=ErrBusy deadline=1s pause=400ms map_error=mapped
type Mapped interface {
	Load(ctx context.Context, id string) (string, error)

	//backoff:policy errors=error max_tries=2 map_error=.Translate
	Own(ctx context.Context) error

	//backoff:policy errors=ErrBusy deadline=1s pause=600ms map_error=backoff.LastError
	Last(ctx context.Context) error

	//backoff:policy errors=error max_tries=2 map_error=mapped fallback=orElse
	Else(ctx context.Context) (string, error)

	//backoff:policy errors=error deadline=1s pause=600ms retry_result="len(s) == 0" map_error=named
	Empty(ctx context.Context, id string) (s string, err error)

	//backoff:policy errors=error attempt_timeout=1s max_tries=2 on_timeout=abandon map_error=mapped
	Left(ctx context.Context) error

	Translate(err error) error
}

func mapped(err error) error {
	if errors.Is(err, ErrBusy) {
		return nil
	}
	return fmt.Errorf("mapped: %w", err)
}

func orElse(_ context.Context, err error) (string, error) { return "else", err }

func named(s string, err error, _ context.Context, id string) error {
	return fmt.Errorf("%s: %q: %w", id, s, err)
}

// Pages are read until one has something in it.
type Pages interface {
	//backoff:retry 2 retry_result="isEmpty(page)" fallback=blank map_error=mapped
	Open(ctx context.Context, name string) (page io.ReadCloser, err error)
}

func isEmpty(page io.ReadCloser) bool {
	sized, ok := page.(interface{ Len() int })
	return ok && sized.Len() == 0
}

func blank(_ context.Context, name string, err error) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(name)), err
}
