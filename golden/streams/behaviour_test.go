package streams_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/streams"
)

// A feed is the numbers from 1 on, one a second, until its context ends. It is every kind of result that a test needs.
type feed struct {
	ctx  context.Context
	last int
	err  error
}

func (f *feed) Recv() (int, error) {
	select {
	case <-time.After(time.Second):
		f.last++
		return f.last, nil
	case <-f.ctx.Done():
		return 0, context.Cause(f.ctx)
	}
}

func (f *feed) Next() bool { _, f.err = f.Recv(); return f.err == nil }
func (f *feed) Err() error { return f.err }
func (f *feed) Close()     {}

func (f *feed) all(yield func(int, error) bool) {
	for {
		if n, err := f.Recv(); !yield(n, err) || err != nil {
			return
		}
	}
}

// write sends a byte for each number, and hangs up at the end.
func (f *feed) write(conn net.Conn) {
	defer conn.Close()
	for n, err := range f.all {
		if err != nil {
			return
		}
		if _, err := conn.Write([]byte{byte(n)}); err != nil {
			return
		}
	}
}

// results open each kind of result, and return a way to have the next number of it.
var results = map[string]func(ctx context.Context, r func(*source) *streams.RetryingSource) (next func() (int, error), err error){
	"io.ReadCloser": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		body, err := r(&source{open: func(ctx context.Context) (io.ReadCloser, error) {
			ours, theirs := net.Pipe()
			go (&feed{ctx: ctx}).write(theirs)
			return ours, nil
		}}).Open(ctx, "")
		return byteOf(body), err
	},
	"a struct with an io.ReadCloser": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		object, err := r(&source{download: func(ctx context.Context) (streams.Object, error) {
			ours, theirs := net.Pipe()
			go (&feed{ctx: ctx}).write(theirs)
			return streams.Object{Body: ours}, nil
		}}).Download(ctx, "")
		return byteOf(object.Body), err
	},
	"net.Conn": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		conn, err := r(&source{dial: func(ctx context.Context) (net.Conn, error) {
			ours, theirs := net.Pipe()
			go (&feed{ctx: ctx}).write(theirs)
			return ours, nil
		}}).Dial(ctx, "", "")
		return byteOf(conn), err
	},
	"rows": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		n := 0
		rows, err := r(&source{query: func(ctx context.Context) (streams.Rows, error) { return &feed{ctx: ctx}, nil }}).Query(ctx, "")
		return func() (int, error) {
			if !rows.Next() {
				return 0, rows.Err()
			}
			n++
			return n, nil
		}, err
	},
	"a stream": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		stream, err := r(&source{subscribe: func(ctx context.Context) (streams.Stream[int], error) { return &feed{ctx: ctx}, nil }}).Subscribe(ctx)
		return stream.Recv, err
	},
	"a channel": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		events, err := r(&source{events: func(ctx context.Context) (<-chan int, error) {
			events := make(chan int)
			go func() {
				defer close(events)
				for n, err := range (&feed{ctx: ctx}).all {
					if err != nil {
						return
					}
					events <- n
				}
			}()
			return events, nil
		}}).Events(ctx)
		return func() (int, error) {
			if n, ok := <-events; ok {
				return n, nil
			}
			return 0, io.EOF
		}, err
	},
	"an iterator": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		all, err := r(&source{all: func(ctx context.Context) (iter.Seq2[int, error], error) { return (&feed{ctx: ctx}).all, nil }}).All(ctx)
		return func() (int, error) {
			for n, err := range all {
				return n, err
			}
			return 0, io.EOF
		}, err
	},
	"a function": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		n := 0
		poll, err := r(&source{poll: func(ctx context.Context) (func() error, error) {
			f := &feed{ctx: ctx}
			return func() (err error) { n, err = f.Recv(); return err }, nil
		}}).Poll(ctx)
		return func() (int, error) { err := poll(); return n, err }, err
	},
	"a context": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		scope, err := r(&source{scope: func(ctx context.Context) (context.Context, error) { return context.WithoutCancel(ctx), ctx.Err() }}).Scope(ctx)
		if err != nil || scope.Err() != nil {
			return nil, errors.Join(err, scope.Err())
		}
		scope, err = r(&source{scope: func(ctx context.Context) (context.Context, error) { return ctx, nil }}).Scope(ctx)
		return (&feed{ctx: scope}).Recv, err
	},
	"what no type shows": func(ctx context.Context, r func(*source) *streams.RetryingSource) (func() (int, error), error) {
		told := make(chan int)
		err := r(&source{watch: func(ctx context.Context, tell func(int)) error {
			go func() {
				defer close(told)
				for n, err := range (&feed{ctx: ctx}).all {
					if err != nil {
						return
					}
					tell(n)
				}
			}()
			return nil
		}}).Watch(ctx, func(n int) { told <- n })
		return func() (int, error) {
			if n, ok := <-told; ok {
				return n, nil
			}
			return 0, io.EOF
		}, err
	},
}

func byteOf(r io.Reader) func() (int, error) {
	return func() (int, error) {
		var b [1]byte
		_, err := io.ReadFull(r, b[:])
		return int(b[0]), err
	}
}

// Every kind of result stays usable when the call and all its limits are long over, and ends with the caller's context.
func TestResultsOutliveTheCall(t *testing.T) {
	for name, open := range results {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				next, err := open(ctx, func(s *source) *streams.RetryingSource { return streams.NewRetryingSource(s) })
				if err != nil {
					t.Fatal(err)
				}
				for want := 1; want <= 100; want++ {
					if got, err := next(); got != want || err != nil {
						t.Fatalf("got %d, %v, want %d", got, err, want)
					}
				}
				cancel()
				if n, err := next(); err == nil {
					if _, err = next(); err == nil { // one may have been on its way
						t.Errorf("got %d and more, after the caller had cancelled", n)
					}
				}
			})
		})
	}
}

// What does not outlive its call ends with it, by type or because the annotation says so.
func TestOtherContextsEndWithTheCall(t *testing.T) {
	var seen context.Context
	s := streams.NewRetryingSource(&source{
		get:   func(ctx context.Context) (string, error) { seen = ctx; return "", nil },
		count: func(ctx context.Context) (streams.Rows, error) { seen = ctx; return &feed{ctx: ctx}, nil },
	})
	if _, err := s.Get(t.Context()); err != nil || seen.Err() != context.Canceled {
		t.Errorf("Get returned %v, and its context has %v", err, seen.Err())
	}
	if _, err := s.Count(t.Context()); err != nil || seen.Err() != context.Canceled {
		t.Errorf("Count returned %v, and its context has %v", err, seen.Err())
	}
}
