package etcd

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// fakeKV is a key-value store without persistence or leader.
type fakeKV struct {
	clientv3.KV // the methods that no test calls
	values      map[string]string
	errs        []error // of the attempts to come; errHang waits for the context
	attempts    int
	streaming   context.Context // of the last attempt of GetStream
}

var (
	errHang = errors.New("hang")
	invalid = status.Error(codes.InvalidArgument, "invalid")
)

func (f *fakeKV) attempt(ctx context.Context) error {
	f.attempts++
	if len(f.errs) == 0 {
		return nil
	}
	err := f.errs[0]
	f.errs = f.errs[1:]
	if err == errHang {
		<-ctx.Done()
		return ctx.Err()
	}
	return err
}

func (f *fakeKV) Put(ctx context.Context, key, val string, _ ...clientv3.OpOption) (*clientv3.PutResponse, error) {
	if err := f.attempt(ctx); err != nil {
		return nil, err
	}
	f.values[key] = val
	return &clientv3.PutResponse{}, nil
}

func (f *fakeKV) Do(ctx context.Context, op clientv3.Op) (clientv3.OpResponse, error) {
	if err := f.attempt(ctx); err != nil {
		return clientv3.OpResponse{}, err
	}
	f.values[string(op.KeyBytes())] = string(op.ValueBytes())
	return (&clientv3.PutResponse{}).OpResponse(), nil
}

func (f *fakeKV) GetStream(ctx context.Context, _ string, _ ...clientv3.OpOption) (clientv3.GetStreamChan, error) {
	f.streaming = ctx
	return nil, f.attempt(ctx)
}

func TestKV(t *testing.T) {
	for _, test := range []struct {
		name     string
		errs     []error
		attempts int
		want     error
	}{
		{"leader changed twice", []error{rpctypes.ErrLeaderChanged, rpctypes.ErrNoLeader}, 3, nil},
		{"giveup by a package that the file does not import", []error{invalid}, 1, invalid},
		{"giveup by a variable", []error{rpctypes.ErrCompacted}, 1, rpctypes.ErrCompacted},
		{"tries are used up", []error{rpctypes.ErrTimeout, rpctypes.ErrTimeout, rpctypes.ErrTimeout, rpctypes.ErrStopped}, 4, rpctypes.ErrStopped},
	} {
		t.Run(test.name, func(t *testing.T) {
			fake := &fakeKV{values: map[string]string{}, errs: test.errs}
			_, err := NewRetryingKV(fake).Do(t.Context(), clientv3.OpPut("key", "value"))
			if err != test.want || fake.attempts != test.attempts {
				t.Errorf("got %v after %d attempts, want %v after %d", err, fake.attempts, test.want, test.attempts)
			}
			if err == nil && fake.values["key"] != "value" {
				t.Errorf("wrote %v", fake.values)
			}
		})
	}
}

func TestStreamsOutliveTheLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := &fakeKV{errs: []error{errHang, rpctypes.ErrLeaderChanged}}
		if _, err := NewRetryingKV(fake).GetStream(t.Context(), "key"); err != nil || fake.attempts != 3 {
			t.Errorf("got %v after %d attempts", err, fake.attempts)
		}
		time.Sleep(time.Minute)
		if err := fake.streaming.Err(); err != nil {
			t.Errorf("the stream's context is done: %v", err)
		}
	})
}

func TestStoreThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := &fakeKV{values: map[string]string{}, errs: []error{errHang, rpctypes.ErrLeaderChanged}}
		start := time.Now()
		if _, err := Steady(fake).Put(t.Context(), "key", "value"); err != nil || fake.values["key"] != "value" {
			t.Errorf("got %v, wrote %v", err, fake.values)
		}
		if got := time.Since(start); got != 520*time.Millisecond {
			t.Errorf("took %v, want an attempt of 500 ms and two pauses", got)
		}

		fake = &fakeKV{errs: []error{errHang, errHang, errHang, errHang}}
		if _, err := Steady(fake).Put(t.Context(), "key", "value"); !errors.Is(err, backoff.ErrAttemptTimeout) || fake.attempts != 4 {
			t.Errorf("got %v after %d attempts", err, fake.attempts)
		}

		fake = &fakeKV{errs: []error{invalid}}
		if _, err := Steady(fake).Put(t.Context(), "key", "value"); err != invalid || fake.attempts != 1 {
			t.Errorf("an error of another type than the policy's: %v after %d attempts", err, fake.attempts)
		}

		fake = &fakeKV{errs: []error{rpctypes.ErrLeaderChanged}}
		if _, err := Steady(fake).GetStream(t.Context(), "key"); err != rpctypes.ErrLeaderChanged || fake.attempts != 1 {
			t.Errorf("GetStream, which is off: %v after %d attempts", err, fake.attempts)
		}
	})
}
