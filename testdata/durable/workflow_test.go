package orders_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/temporalbackoff"
	orders "github.com/backoffgen/backoffgen/testdata/durable"
	"github.com/backoffgen/backoffgen/testdata/durable/durable"
)

// A shop is an Orders whose methods do what a test says. It records when they are called, on the clock of the test.
type shop struct {
	orders.Orders
	now   func() time.Time
	begun time.Time
	at    []time.Duration
	do    func(ctx context.Context, try int) error
}

func (s *shop) call(ctx context.Context) error {
	now := s.now()
	if s.begun.IsZero() {
		s.begun = now
	}
	s.at = append(s.at, now.Sub(s.begun))
	return s.do(ctx, len(s.at))
}

func (s *shop) Place(ctx context.Context, o *orders.Order) (*orders.Order, error) {
	if err := s.call(ctx); err != nil {
		return nil, err
	}
	key, _ := backoff.IdempotencyKey(ctx)
	return &orders.Order{ID: o.ID + "/" + key, Cents: o.Cents, Made: o.Made, Lines: o.Lines}, nil
}

func (s *shop) Find(ctx context.Context, cents int, ids ...string) ([]orders.Order, bool, error) {
	if err := s.call(ctx); err != nil {
		return nil, false, err
	}
	var found []orders.Order
	for _, id := range ids {
		found = append(found, orders.Order{ID: id, Cents: cents})
	}
	return found, true, nil
}

func (s *shop) Cancel(ctx context.Context, id string) error { return s.call(ctx) }

func (s *shop) Audit(ctx context.Context, id string, at time.Time) error { return s.call(ctx) }

func (s *shop) Ship(ctx context.Context, id string) error { return s.call(ctx) }

// inWorkflow runs f as a workflow, on the SDK's own clock, with the activities around s.
func inWorkflow(t *testing.T, s *shop, f func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error) error {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	env.SetTestTimeout(20 * time.Second)
	s.now = env.Now
	durable.NewOrdersActivities(s).Register(env)
	stubs := durable.NewOrdersWorkflow("")
	env.RegisterWorkflow(workflowOf)
	var failed error
	env.ExecuteWorkflow(func(ctx workflow.Context) error {
		failed = f(ctx, stubs)
		return nil
	})
	if !env.IsWorkflowCompleted() || env.GetWorkflowError() != nil {
		t.Fatalf("the workflow did not complete: %v", env.GetWorkflowError())
	}
	return failed
}

func workflowOf(workflow.Context) error { return nil }

func failTimes(n int, err error) func(context.Context, int) error {
	return func(_ context.Context, try int) error {
		if try <= n {
			return err
		}
		return nil
	}
}

func seconds(s ...int) []time.Duration {
	var all []time.Duration
	for _, n := range s {
		all = append(all, time.Duration(n)*time.Second)
	}
	return all
}

func TestLongPausesAreTemporals(t *testing.T) {
	s := &shop{do: failTimes(3, orders.ErrBusy)}
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error {
		return stubs.Audit(ctx, "1", time.Time{})
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(seconds(0, 1, 3, 7), s.at); diff != "" {
		t.Error(diff)
	}
}

func TestTriesAreCountedOverTasks(t *testing.T) {
	s := &shop{do: failTimes(100, orders.ErrBusy)}
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error {
		return stubs.Audit(ctx, "1", time.Time{})
	})
	if err != orders.ErrBusy {
		t.Errorf("%v (%T), and not ErrBusy itself", err, err)
	}
	if len(s.at) != 4 {
		t.Errorf("%d attempts", len(s.at))
	}
}

func TestShortPausesAreTheWorkers(t *testing.T) {
	s := &shop{do: failTimes(2, orders.ErrBusy)}
	var found []orders.Order
	var more bool
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) (err error) {
		found, more, err = stubs.Find(ctx, 7, "a", "b")
		return err
	})
	if err != nil || !more {
		t.Fatal(more, err)
	}
	if diff := cmp.Diff([]orders.Order{{ID: "a", Cents: 7}, {ID: "b", Cents: 7}}, found); diff != "" {
		t.Error(diff)
	}
	if len(s.at) != 3 {
		t.Errorf("%d attempts", len(s.at))
	}
}

func TestErrorsWithFieldsArrive(t *testing.T) {
	s := &shop{do: failTimes(100, &orders.RefusedError{Reason: "no credit"})}
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) (err error) {
		_, err = stubs.Place(ctx, &orders.Order{})
		return err
	})
	refused, ok := errors.AsType[*orders.RefusedError](err)
	if !ok || refused.Reason != "no credit" {
		t.Errorf("%v (%T)", err, err)
	}
	if len(s.at) != 1 {
		t.Errorf("%d attempts, although giveup says that this is final", len(s.at))
	}
}

func TestCasesHaveTheirPauses(t *testing.T) {
	s := &shop{do: func(_ context.Context, try int) error {
		return []error{orders.ErrTooEarly, orders.ErrBusy, orders.ErrTooEarly, nil}[try-1]
	}}
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error { return stubs.Ship(ctx, "1") })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(seconds(0, 30, 31, 61), s.at); diff != "" {
		t.Error(diff)
	}
}

// An early is an error that says when to come back.
type early struct{}

func (early) Error() string             { return "early" }
func (early) Unwrap() error             { return orders.ErrBusy }
func (early) RetryAfter() time.Duration { return 20 * time.Second }

func TestServersMayAskForAPause(t *testing.T) {
	s := &shop{do: failTimes(2, early{})}
	if err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error { return stubs.Ship(ctx, "1") }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(seconds(0, 20, 40), s.at); diff != "" {
		t.Error(diff)
	}
}

// A task that has left in good order has lost no attempt, so what must not be carried out twice goes on.
func TestNotIdempotentIsRetriedWhereNothingWasDone(t *testing.T) {
	s := &shop{do: failTimes(2, orders.ErrBusy)}
	if err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error { return stubs.Cancel(ctx, "1") }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(seconds(0, 2, 4), s.at); diff != "" {
		t.Error(diff)
	}
}

func TestPanicEndsTheCall(t *testing.T) {
	s := &shop{do: func(context.Context, int) error { panic("out of ink") }}
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error {
		return stubs.Audit(ctx, "1", time.Time{})
	})
	if panicked, ok := errors.AsType[*temporalbackoff.PanicError](err); !ok || panicked.Value != "out of ink" || len(s.at) != 1 {
		t.Errorf("%v after %d attempts", err, len(s.at))
	}
}

func TestWrappedErrorsAreNotRetriedUnlessListed(t *testing.T) {
	s := &shop{do: failTimes(9, fmt.Errorf("item 3: %w", orders.ErrSoldOut))}
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error {
		return stubs.Audit(ctx, "1", time.Time{})
	})
	if !errors.Is(err, orders.ErrSoldOut) || err.Error() != "item 3: sold out" || len(s.at) != 1 {
		t.Errorf("%v after %d attempts", err, len(s.at))
	}
	s = &shop{do: failTimes(1, fmt.Errorf("item 3: %w", orders.ErrBusy))}
	err = inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) error {
		return stubs.Audit(ctx, "1", time.Time{})
	})
	if err != nil || len(s.at) != 2 {
		t.Errorf("%v after %d attempts", err, len(s.at))
	}
}

func TestWorkflowsCallsHaveKeys(t *testing.T) {
	var keys []string
	s := &shop{}
	s.do = func(ctx context.Context, try int) error {
		key, _ := backoff.IdempotencyKey(ctx)
		keys = append(keys, key)
		return failTimes(1, orders.ErrBusy)(ctx, try)
	}
	made := time.Date(2026, 11, 27, 1, 2, 3, 4, time.UTC)
	var got *orders.Order
	err := inWorkflow(t, s, func(ctx workflow.Context, stubs *durable.OrdersWorkflow) (err error) {
		got, err = stubs.Place(ctx, &orders.Order{ID: "7", Made: made, Lines: map[string][]int{"a": {1, 2}}})
		return err
	})
	if err != nil || len(keys) != 2 || keys[0] == "" || keys[0] != keys[1] {
		t.Fatalf("%v, keys %q", err, keys)
	}
	if diff := cmp.Diff(&orders.Order{ID: "7/" + keys[0], Made: made, Lines: map[string][]int{"a": {1, 2}}}, got); diff != "" {
		t.Error(diff)
	}
}
