package redisapi

import (
	"context"
	"io"
	"net"
	"reflect"
	"syscall"
	"testing"

	"github.com/redis/go-redis/v9"
)

// fakeClient has prepared errors for the attempts to come.
type fakeClient struct {
	redis.UniversalClient // the methods that no test calls
	errs                  []error
	attempts              int
}

func (f *fakeClient) next() error {
	f.attempts++
	if len(f.errs) == 0 {
		return nil
	}
	err := f.errs[0]
	f.errs = f.errs[1:]
	return err
}

func (f *fakeClient) Get(ctx context.Context, key string) *redis.StringCmd {
	cmd := redis.NewStringCmd(ctx, "get", key)
	cmd.SetErr(f.next())
	return cmd
}

func (f *fakeClient) Pipelined(context.Context, func(redis.Pipeliner) error) ([]redis.Cmder, error) {
	return []redis.Cmder{redis.NewStatusResult("OK", nil)}, f.next()
}

func (f *fakeClient) Process(ctx context.Context, _ redis.Cmder) error {
	if _, limited := ctx.Deadline(); !limited {
		return context.Canceled
	}
	return f.next()
}

func (f *fakeClient) Watch(context.Context, func(*redis.Tx) error, ...string) error { return f.next() }
func (f *fakeClient) AutoPipeline() (*redis.AutoPipeliner, error)                   { return nil, f.next() }
func (f *fakeClient) Close() error                                                  { return f.next() }

var refused = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}

func TestEveryMethodIsDecorated(t *testing.T) {
	inner := reflect.TypeFor[redis.UniversalClient]()
	decorator := reflect.TypeFor[*RetryingClient]()
	if got := decorator.NumMethod(); got < 600 || got != inner.NumMethod()+2 {
		t.Errorf("%d methods, want the %d of %v, Unwrap and WithPolicies", got, inner.NumMethod(), inner)
	}
}

func TestCommandsPassStraightThrough(t *testing.T) {
	fake := &fakeClient{errs: []error{io.EOF}}
	if err := NewRetryingCmdable(fake).Get(t.Context(), "key").Err(); err != io.EOF || fake.attempts != 1 {
		t.Errorf("got %v after %d attempts: the error is inside the command, where nothing looks for it", err, fake.attempts)
	}
}

func TestMethodsThatReturnErrors(t *testing.T) {
	for _, test := range []struct {
		name     string
		call     func(context.Context, *fakeClient) error
		errs     []error
		attempts int
		want     error
	}{
		{"Cmdable.Pipelined", func(ctx context.Context, f *fakeClient) error {
			commands, err := NewRetryingCmdable(f).Pipelined(ctx, nil)
			if len(commands) != 1 {
				t.Errorf("%d commands, want 1", len(commands))
			}
			return err
		}, []error{io.EOF, refused, redis.ErrPoolTimeout}, 4, nil},
		{"Cmdable.Pipelined of a key that is not there", func(ctx context.Context, f *fakeClient) error {
			_, err := NewRetryingCmdable(f).Pipelined(ctx, nil)
			return err
		}, []error{io.EOF, redis.Nil}, 2, redis.Nil},
		{"Client.Process", func(ctx context.Context, f *fakeClient) error {
			return NewRetryingClient(f).Process(ctx, nil)
		}, []error{io.EOF, io.EOF}, 3, nil},
		{"Client.AutoPipeline", func(_ context.Context, f *fakeClient) error {
			_, err := NewRetryingClient(f).AutoPipeline()
			return err
		}, []error{refused}, 2, nil},
		{"Client.Watch", func(ctx context.Context, f *fakeClient) error {
			return NewRetryingClient(f).Watch(ctx, nil)
		}, []error{redis.TxFailedErr, io.EOF}, 2, io.EOF},
		{"Client.Close", func(_ context.Context, f *fakeClient) error {
			return NewRetryingClient(f).Close()
		}, []error{io.EOF}, 1, io.EOF},
	} {
		t.Run(test.name, func(t *testing.T) {
			fake := &fakeClient{errs: test.errs}
			if err := test.call(t.Context(), fake); err != test.want || fake.attempts != test.attempts {
				t.Errorf("got %v after %d attempts, want %v after %d", err, fake.attempts, test.want, test.attempts)
			}
		})
	}
}
