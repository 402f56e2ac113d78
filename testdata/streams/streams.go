// Package streams has methods whose results are in use when their call is long over.
package streams

import (
	"context"
	"io"
	"iter"
	"net"
	"net/http"
)

// Client is what *http.Client does.
type Client interface {
	//backoff:policy attempt_timeout=250ms max_tries=4 errors=error
	Do(req *http.Request) (*http.Response, error)
}

// Patient asks again when the server says so.
type Patient interface {
	//backoff:policy attempt_timeout=250ms pause=1s max_tries=4 errors=error retry_result="resp.StatusCode == http.StatusServiceUnavailable"
	Do(req *http.Request) (resp *http.Response, err error)
}

// Transport is an http.RoundTripper.
//
//backoff:policy attempt_timeout=250ms max_tries=4 errors=error
type Transport interface {
	http.RoundTripper
}

// Source has a method for each kind of result that outlives its call.
//
//backoff:policy attempt_timeout=250ms deadline=1m max_tries=4 errors=error
type Source interface {
	Open(ctx context.Context, name string) (io.ReadCloser, error)
	Download(ctx context.Context, name string) (Object, error)
	Dial(ctx context.Context, network, address string) (net.Conn, error)
	Query(ctx context.Context, query string, args ...any) (Rows, error)
	Subscribe(ctx context.Context) (Stream[int], error)
	Events(ctx context.Context) (<-chan int, error)
	All(ctx context.Context) (iter.Seq2[int, error], error)
	Poll(ctx context.Context) (func() error, error)
	Scope(ctx context.Context) (context.Context, error)

	// Get returns nothing that lives on.
	Get(ctx context.Context) (string, error)

	// Count reads its rows itself, whatever they look like.
	//
	//backoff:policy attempt_timeout=250ms max_tries=4 errors=error lifetime=call
	Count(ctx context.Context) (Rows, error)

	// Watch tells its results in a way that no type shows.
	//
	//backoff:policy attempt_timeout=250ms max_tries=4 errors=error lifetime=result
	Watch(ctx context.Context, tell func(int)) error
}

// Later has no limits but those that it is given when it is decorated.
//
//backoff:retry 3
type Later interface {
	Open(ctx context.Context, name string) (io.ReadCloser, error)

	// Object returns what may be others' as well.
	Object(ctx context.Context) (*Object, error)

	// Lease returns a struct that is closed itself.
	Lease(ctx context.Context) (Lease, error)
}

// Rows are like those of pgx: Close returns nothing.
type Rows interface {
	Next() bool
	Err() error
	Close()
}

// A Stream is like one of gRPC: it has no Close.
type Stream[T any] interface {
	Recv() (T, error)
}

// A Lease is a struct that has to be closed, and not a pointer to one.
type Lease struct{ End func() }

// Close ends the lease. There is none in the zero value.
func (l Lease) Close() { l.End() }

// An Object is a struct with a body, not a pointer to one.
type Object struct {
	Body io.ReadCloser
	Size int64
}
