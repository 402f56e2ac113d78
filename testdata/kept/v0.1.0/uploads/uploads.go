// Package uploads has methods whose attempts consume what they are given.
package uploads

import (
	"context"
	"io"
	"iter"
	"net/http"
	"os"
)

// Client is what *http.Client does.
type Client interface {
	//backoff:policy attempt_timeout=10s max_tries=3 errors=error
	Do(req *http.Request) (*http.Response, error)
}

// Sender takes a context in addition to the request's own.
type Sender interface {
	//backoff:policy attempt_timeout=10s max_tries=3 errors=error
	Send(ctx context.Context, req *http.Request) error

	// SendOnce may not send a body twice, although there may be a way.
	//
	//backoff:retry 3 replay=none
	SendOnce(req *http.Request) error
}

// Store has a method for each kind of argument that an attempt consumes.
//
//backoff:retry 3
type Store interface {
	Put(ctx context.Context, name string, body io.Reader) error
	PutFile(ctx context.Context, file *os.File) error
	PutParts(ctx context.Context, parts ...io.Reader) error
	PutFiles(ctx context.Context, files []*os.File) error
	PutObject(ctx context.Context, input *Object) (etag string, err error)
	PutValue(ctx context.Context, input Object) error
	Collect(ctx context.Context, events <-chan string) error
	Import(ctx context.Context, rows iter.Seq2[int, string]) error
	Export(ctx context.Context, w io.Writer) error

	// Check is given nothing that could be used up, but a function that no attempt ranges over.
	Check(ctx context.Context, name string, progress func(percent int)) error

	//backoff:retry 3 replay=none
	PutOnce(ctx context.Context, body io.Reader) error

	// Log may write twice.
	//
	//backoff:retry 3 replay=always
	Log(ctx context.Context, w io.Writer) error

	//backoff:retry 1
	Try(ctx context.Context, body io.ReadSeeker) error
}

// Object is a parameter as SDKs have it.
type Object struct {
	Key      string
	Body     io.Reader
	Preamble *os.File
	digest   io.Reader //lint:ignore U1000 An unexported field that another package cannot read is not used.
}
