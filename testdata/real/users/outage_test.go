package users

import (
	"context"
	"errors"
	"io"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// reaction is how long a call may take beyond its deadline: as long as redis's client needs to notice that its context
// is done, and a machine with other work to do needs to run it.
const reaction = 1500 * time.Millisecond

// A bench is a decorated repository on one side of a bad network, and redis on the other.
type bench struct {
	t     *testing.T
	net   *network
	users *RetryingUsers
	there *Store // over a way of its own, which nothing disturbs
	stats backoff.Stats
}

func newBench(t *testing.T) *bench {
	leavesNothing(t)
	addr := startRedis(t)
	b := &bench{t: t, net: startNetwork(t, addr), there: &Store{connect(t, addr)}}
	b.users = NewRetryingUsers(&Store{connect(t, b.net.addr())}, backoff.WithStats(&b.stats))
	return b
}

// call makes a call, holds how long it takes against its deadline, and returns its error, which is a clear one: the call
// was stopped, or this is what the last attempt has met.
func (b *bench) call(name string, deadline time.Duration, call func(context.Context) error) error {
	b.t.Helper()
	start := time.Now()
	err := call(b.t.Context())
	if took := time.Since(start); took > deadline+reaction {
		b.t.Errorf("%s took %v with a deadline of %v: %v", name, took, deadline, err)
	}
	if stop, ok := errors.AsType[*backoff.Error](err); ok {
		if stop.Reason != backoff.ReasonDeadline || !errors.Is(err, backoff.ErrDeadline) {
			b.t.Errorf("%s: %v, want no other reason than the deadline", name, err)
		}
	} else if err != nil && err != ErrNoUser && !isNetwork(err) {
		b.t.Errorf("%s: %v, want what the network or redis says", name, err)
	}
	return err
}

// isNetwork reports what the client may say when its connection fails. It is not the annotations' list: a list that
// lacks an error would show as calls that fail at their first attempt.
func isNetwork(err error) bool {
	_, isNet := errors.AsType[net.Error](err)
	return isNet || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, backoff.ErrAttemptTimeout)
}

func (b *bench) get(id string) (*User, error) {
	b.t.Helper()
	var u *User
	err := b.call("Get", DefaultUsersPolicies().Get.Deadline, func(ctx context.Context) (err error) {
		u, err = b.users.Get(ctx, id)
		return err
	})
	return u, err
}

func (b *bench) put(u *User) error {
	b.t.Helper()
	return b.call("Put", DefaultUsersPolicies().Put.Deadline, func(ctx context.Context) error { return b.users.Put(ctx, u) })
}

// attempts returns how many attempts there were of a method so far.
func (b *bench) attempts(method string) int64 { return b.stats.Method("Users." + method).Attempts }

// mustWork waits until a call gets through again: the client looks for a server that has refused it once a second.
func (b *bench) mustWork() {
	b.t.Helper()
	err := b.put(&User{ID: "again"})
	for range 5 {
		if err == nil {
			return
		}
		err = b.put(&User{ID: "again"})
	}
	b.t.Errorf("with the network up again: %v", err)
}

var ada = &User{ID: "ada", Name: "Ada Lovelace"}

func TestGoodNetworkNeedsOneAttempt(t *testing.T) {
	b := newBench(t)
	if err := b.users.Put(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	if err := b.users.Rename(t.Context(), "ada", "Ada King"); err != nil {
		t.Error(err)
	}
	got, err := b.users.Get(t.Context(), "ada")
	if diff := cmp.Diff(&User{"ada", "Ada King"}, got); diff != "" || err != nil {
		t.Errorf("Get: %v; (-want +got)\n%s", err, diff)
	}
	if _, err := b.users.Get(t.Context(), "bob"); err != ErrNoUser {
		t.Errorf("Get of nobody: %v, want ErrNoUser itself", err)
	}
	if err := b.users.Rename(t.Context(), "bob", "Robert"); err != ErrNoUser {
		t.Errorf("Rename of nobody: %v, want ErrNoUser itself", err)
	}
	got2 := []int64{b.attempts("Put"), b.attempts("Get"), b.attempts("Rename")}
	if diff := cmp.Diff([]int64{1, 2, 2}, got2); diff != "" {
		t.Errorf("attempts of Put, Get, Rename (-want +got)\n%s", diff)
	}
}

func TestLatencyWithinTheAttemptTimeoutIsWaitedOut(t *testing.T) {
	b := newBench(t)
	b.net.add("latency", `"latency": 40, "jitter": 20`)
	for range 5 {
		if err := b.put(ada); err != nil {
			t.Error(err)
		}
		if got, err := b.get("ada"); !cmp.Equal(got, ada) {
			t.Errorf("got %v, %v", got, err)
		}
	}
}

func TestLatencyBeyondTheAttemptTimeoutEndsAtTheDeadline(t *testing.T) {
	b := newBench(t)
	b.mustWork()
	b.net.add("latency", `"latency": 1000`)
	_, err := b.get("ada")
	stop, ok := errors.AsType[*backoff.Error](err)
	if !ok {
		t.Fatalf("got %v, want a *backoff.Error", err)
	}
	if stop.Attempts < 2 || !errors.Is(stop.Last, backoff.ErrAttemptTimeout) || !errors.Is(stop.Last, context.DeadlineExceeded) {
		t.Errorf("got %v, want attempts that timed out", err)
	}
	b.net.clear()
	b.mustWork()
}

func TestResetConnectionsEndWithTheLastError(t *testing.T) {
	b := newBench(t)
	b.mustWork()
	policies := DefaultUsersPolicies()
	policies.Get.MaxTries = 5 // which even a busy machine makes long before the deadline
	users, err := b.users.WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	b.users = users
	before := b.attempts("Get")
	b.net.add("reset_peer", `"timeout": 0`)
	_, err = b.get("ada")
	if _, stopped := errors.AsType[*backoff.Error](err); err == nil || stopped {
		t.Errorf("got %v, want the last attempt's error", err)
	}
	if got := b.attempts("Get") - before; got != 5 {
		t.Errorf("%d attempts, want 5; the last error is %v", got, err)
	}
	b.net.clear()
	b.mustWork()
}

func TestAnswersCutInTheMiddleAreAskedForAgain(t *testing.T) {
	b := newBench(t)
	long := &User{ID: "long", Name: string(make([]byte, 100))} // 600 bytes of JSON
	if err := b.there.Put(t.Context(), long); err != nil {
		t.Fatal(err)
	}
	b.net.add("limit_data", `"bytes": 2000`) // of each connection
	for range 20 {
		if got, err := b.get("long"); !cmp.Equal(got, long) {
			t.Errorf("got %v, %v", got, err)
		}
	}
	if got := b.attempts("Get"); got < 25 {
		t.Errorf("%d attempts for 20 calls, want some that were cut", got)
	}
}

func TestRefusedConnections(t *testing.T) {
	b := newBench(t)
	b.mustWork()
	b.net.down()
	if err := b.put(ada); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("got %v, want the last attempt's error", err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	_, err := b.users.Get(ctx, "ada")
	stop, ok := errors.AsType[*backoff.Error](err)
	if !ok || stop.Reason != backoff.ReasonCanceled || !errors.Is(err, context.Canceled) || !isNetwork(stop.Last) {
		t.Errorf("canceled: %v, want a *backoff.Error that says so and has the last error", err)
	}

	b.net.up()
	b.mustWork()
}
