package temporalbackoff

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/decorate"
)

// A fake is a client whose activities end as a test says.
type fake struct {
	client.Client
	started  []client.StartActivityOptions
	names    []string
	found    []client.GetActivityHandleOptions
	canceled []string
	refuses  error // of starting
	get      func(ctx context.Context, result any) error
}

func (f *fake) ExecuteActivity(_ context.Context, options client.StartActivityOptions, activity any, _ ...any) (client.ActivityHandle, error) {
	f.started = append(f.started, options)
	f.names = append(f.names, activity.(string))
	if f.refuses != nil {
		return nil, f.refuses
	}
	return &fakeHandle{of: f}, nil
}

func (f *fake) GetActivityHandle(options client.GetActivityHandleOptions) client.ActivityHandle {
	f.found = append(f.found, options)
	return &fakeHandle{of: f}
}

type fakeHandle struct {
	client.ActivityHandle
	of *fake
}

func (h *fakeHandle) Get(ctx context.Context, result any) error { return h.of.get(ctx, result) }

func (h *fakeHandle) Cancel(_ context.Context, options client.CancelActivityOptions) error {
	h.of.canceled = append(h.of.canceled, options.Reason)
	return nil
}

func (h *fakeHandle) Describe(context.Context, client.DescribeActivityOptions) (*client.ActivityExecutionDescription, error) {
	return nil, errors.New("nobody knows")
}

func untilDone(ctx context.Context, _ any) error {
	<-ctx.Done()
	return ctx.Err()
}

func method(f *fake, p backoff.Policy, traits ...decorate.Traits) Method {
	return Calls(f, "queue", "Store", []KnownError{Sentinel("p.errBusy", errBusy)}, WithPrefix("eu.")).Method("Fetch", p, traits...)
}

var policy = backoff.Policy{AttemptTimeout: 2 * time.Second, Deadline: time.Minute, Pause: time.Second, MaxTries: 3}

func TestActivityIsStartedUnderTheCallsKey(t *testing.T) {
	f := &fake{get: func(_ context.Context, result any) error { *result.(*string) = "it"; return nil }}
	m := method(f, policy, decorate.HasKey)
	var got string
	if err := m.Call(backoff.WithIdempotencyKey(context.Background(), "order-7"), &got, "id"); err != nil || got != "it" {
		t.Fatal(got, err)
	}
	want := []client.StartActivityOptions{{
		ID: "eu.Store.Fetch/order-7", TaskQueue: "queue", StartToCloseTimeout: 2 * time.Second, ScheduleToCloseTimeout: time.Minute, HeartbeatTimeout: 2 * time.Second,
		ActivityIDConflictPolicy: enums.ACTIVITY_ID_CONFLICT_POLICY_USE_EXISTING,
		ActivityIDReusePolicy:    enums.ACTIVITY_ID_REUSE_POLICY_REJECT_DUPLICATE,
		RetryPolicy:              &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 1, MaximumInterval: forever, MaximumAttempts: 3},
	}}
	ignoreUnexported := cmp.FilterPath(func(p cmp.Path) bool {
		f, ok := p.Last().(cmp.StructField)
		return ok && (f.Name() == "callbacks" || f.Name() == "TypedSearchAttributes")
	}, cmp.Ignore())
	if diff := cmp.Diff(want, f.started, ignoreUnexported); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"eu.Store.Fetch"}, f.names); diff != "" {
		t.Error(diff)
	}
}

func TestEachCallHasAKey(t *testing.T) {
	f := &fake{get: func(context.Context, any) error { return nil }}
	m := method(f, policy)
	for range 2 {
		if err := m.Call(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := f.started[0].ID, f.started[1].ID; a == b || len(a) != len("eu.Store.Fetch/")+36 {
		t.Errorf("%s and %s", a, b)
	}
}

func TestEndedActivityIsFoundByItsKey(t *testing.T) {
	f := &fake{
		refuses: serviceerror.NewActivityExecutionAlreadyStarted("there", "request", "run"),
		get:     func(_ context.Context, result any) error { *result.(*string) = "it"; return nil },
	}
	m := method(f, policy, decorate.HasKey)
	var got string
	if err := m.Call(backoff.WithIdempotencyKey(context.Background(), "k"), &got); err != nil || got != "it" {
		t.Fatal(got, err)
	}
	if diff := cmp.Diff([]client.GetActivityHandleOptions{{ActivityID: "eu.Store.Fetch/k", RunID: "run"}}, f.found); diff != "" {
		t.Error(diff)
	}
}

func TestServerThatRefusesIsTheError(t *testing.T) {
	f := &fake{refuses: serviceerror.NewPermissionDenied("no", "")}
	m := method(f, policy)
	if err := m.Call(context.Background(), nil); err != f.refuses {
		t.Errorf("%v", err)
	}
}

func TestCallEndsAtItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{get: func(ctx context.Context, result any) error {
			if ends, ok := ctx.Deadline(); ok {
				t.Errorf("the server is told that the wait ends at %v, and would not answer shortly before", ends)
			}
			return untilDone(ctx, result)
		}}
		m := method(f, policy)
		began := time.Now()
		err := m.Call(context.Background(), nil)
		stop, ok := errors.AsType[*backoff.Error](err)
		if !ok || stop.Reason != backoff.ReasonDeadline || stop.Cause != backoff.ErrDeadline || !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if len(f.canceled) != 0 {
			t.Error("the server ends the activity itself")
		}
	})
}

func TestCallerThatGoesCancelsTheActivity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{get: untilDone}
		m := method(f, policy)
		ctx, cancel := context.WithCancelCause(context.Background())
		time.AfterFunc(time.Second, func() { cancel(errors.New("shut")) })
		err := m.Call(ctx, nil)
		stop, ok := errors.AsType[*backoff.Error](err)
		if !ok || stop.Reason != backoff.ReasonCanceled || !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if diff := cmp.Diff([]string{"the caller's context: shut"}, f.canceled); diff != "" {
			t.Error(diff)
		}
	})
}

func TestCallerThatDetachesLeavesTheActivity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{get: untilDone}
		m := method(f, policy)
		ctx, cancel := context.WithCancelCause(context.Background())
		time.AfterFunc(time.Second, func() { cancel(ErrDetach) })
		if err := m.Call(ctx, nil); !errors.Is(err, ErrDetach) || !errors.Is(err, context.Canceled) || len(f.canceled) != 0 {
			t.Errorf("%v, canceled %q", err, f.canceled)
		}
	})
}

func TestErrorOfTheServersTimers(t *testing.T) {
	last := temporal.NewApplicationErrorWithOptions("busy", "p.errBusy", temporal.ApplicationErrorOptions{Details: []any{*testCodec.encode(errBusy)}})
	f := &fake{}
	m := method(f, policy)
	f.get = func(context.Context, any) error {
		return temporal.NewTimeoutError(enums.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE, last)
	}
	err := m.Call(context.Background(), nil)
	stop, ok := errors.AsType[*backoff.Error](err)
	if !ok || stop.Reason != backoff.ReasonDeadline || !errors.Is(err, context.DeadlineExceeded) || stop.Last != errBusy {
		t.Errorf("%v (%T)", err, stop.Last)
	}
	for _, kind := range []enums.TimeoutType{enums.TIMEOUT_TYPE_START_TO_CLOSE, enums.TIMEOUT_TYPE_HEARTBEAT} {
		f.get = func(context.Context, any) error { return temporal.NewTimeoutError(kind, nil) }
		if err := m.Call(context.Background(), nil); !errors.Is(err, backoff.ErrAttemptTimeout) || errors.Is(err, backoff.ErrDeadline) {
			t.Errorf("%v", err)
		}
	}
	f.get = func(context.Context, any) error { return temporal.NewCanceledError() }
	if err := m.Call(context.Background(), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestPolicyThatCannotBeCarriedOutPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	method(&fake{}, backoff.Policy{MaxTries: 3})
}
