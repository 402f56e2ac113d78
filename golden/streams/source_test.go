package streams_test

import (
	"context"
	"io"
	"iter"
	"net"

	"github.com/backoffgen/backoffgen/golden/streams"
)

// A source has for each method the function that a test gives it.
type source struct {
	open      func(ctx context.Context) (io.ReadCloser, error)
	download  func(ctx context.Context) (streams.Object, error)
	dial      func(ctx context.Context) (net.Conn, error)
	query     func(ctx context.Context) (streams.Rows, error)
	subscribe func(ctx context.Context) (streams.Stream[int], error)
	events    func(ctx context.Context) (<-chan int, error)
	all       func(ctx context.Context) (iter.Seq2[int, error], error)
	poll      func(ctx context.Context) (func() error, error)
	scope     func(ctx context.Context) (context.Context, error)
	get       func(ctx context.Context) (string, error)
	count     func(ctx context.Context) (streams.Rows, error)
	watch     func(ctx context.Context, tell func(int)) error
}

func (s *source) Open(ctx context.Context, _ string) (io.ReadCloser, error) { return s.open(ctx) }

func (s *source) Download(ctx context.Context, _ string) (streams.Object, error) {
	return s.download(ctx)
}

func (s *source) Dial(ctx context.Context, _, _ string) (net.Conn, error) { return s.dial(ctx) }

func (s *source) Query(ctx context.Context, _ string, _ ...any) (streams.Rows, error) {
	return s.query(ctx)
}

func (s *source) Subscribe(ctx context.Context) (streams.Stream[int], error) { return s.subscribe(ctx) }

func (s *source) Events(ctx context.Context) (<-chan int, error) { return s.events(ctx) }

func (s *source) All(ctx context.Context) (iter.Seq2[int, error], error) { return s.all(ctx) }

func (s *source) Poll(ctx context.Context) (func() error, error) { return s.poll(ctx) }

func (s *source) Scope(ctx context.Context) (context.Context, error) { return s.scope(ctx) }

func (s *source) Get(ctx context.Context) (string, error) { return s.get(ctx) }

func (s *source) Count(ctx context.Context) (streams.Rows, error) { return s.count(ctx) }

func (s *source) Watch(ctx context.Context, tell func(int)) error { return s.watch(ctx, tell) }
