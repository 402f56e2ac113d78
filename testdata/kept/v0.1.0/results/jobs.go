// Package results has policies that look at what an attempt returned, and that make up for a call that failed.
package results

import (
	"context"
	"errors"
	"io"
)

// A Job is done, or not yet.
type Job struct {
	ID   string
	Done bool
}

// ErrBusy is a server's that is overloaded.
var ErrBusy = errors.New("busy")

// Jobs are waited for.
type Jobs interface {
	// Wait returns a job once it is done, or as it is after the last try.
	//
	//backoff:policy pause=100ms max_tries=4 errors=ErrBusy retry_result="!job.Done"
	Wait(ctx context.Context, id string) (job *Job, err error)

	// Poll has results without names, and limits.
	//
	//backoff:policy attempt_timeout=50ms deadline=1s pause=100ms retry_result="r0 == nil || r1 == 0"
	Poll(ctx context.Context, id string) (*Job, int, error)

	// Named judges by a function.
	//
	//backoff:retry 3 retry_result=isPending
	Named(ctx context.Context, isPending string) (*Job, error)

	// Checked judges by a function that takes the error too.
	//
	//backoff:retry 3 retry_result=isPendingOr
	Checked() (*Job, error)

	// Open returns streams, of which all but the last are closed.
	//
	//backoff:retry 3 retry_result="isEmpty(body)"
	Open(ctx context.Context, id string) (body io.ReadCloser, err error)
}

func isPending(j *Job) bool { return !j.Done }

func isPendingOr(j *Job, err error) bool { return err != nil || !j.Done }

func isEmpty(body io.ReadCloser) bool {
	s, ok := body.(interface{ Len() int })
	return ok && s.Len() == 0
}

// Cached has a fallback for each of its methods.
type Cached interface {
	//backoff:retry 2 fallback=fromCache
	Load(ctx context.Context, fromCache string, tags ...string) (string, error)

	//backoff:policy deadline=1s pause=400ms errors=error fallback=giveNothing
	Ping(ctx context.Context) error
}

func fromCache(ctx context.Context, id string, tags []string, err error) (string, error) {
	if errors.Is(err, ErrBusy) {
		return "cached " + id, nil
	}
	return "", err
}

func giveNothing(_ context.Context, err error) error {
	return errors.Join(errors.New("no answer"), err)
}

// Store is generic, and so are its functions.
//
//backoff:retry 3 retry_result=isZero fallback=remember
type Store[K comparable, V any] interface {
	Get(ctx context.Context, key K) (V, error)
}

func isZero[K comparable, V any](v V) bool { return any(v) == any(*new(V)) }

func remember[K comparable, V any](_ context.Context, _ K, err error) (V, error) {
	return *new(V), errors.Join(errors.New("not remembered"), err)
}
