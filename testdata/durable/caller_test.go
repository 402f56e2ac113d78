package orders_test

import (
	"context"
	"errors"
	"testing"

	"go.temporal.io/sdk/client"

	orders "github.com/backoffgen/backoffgen/testdata/durable"
	"github.com/backoffgen/backoffgen/testdata/durable/durable"
)

// A client that starts nothing.
type refusing struct {
	client.Client
	err error
}

func (r refusing) ExecuteActivity(context.Context, client.StartActivityOptions, any, ...any) (client.ActivityHandle, error) {
	return nil, r.err
}

func TestCallersSideOfAPolicy(t *testing.T) {
	gone := errors.New("no such namespace")
	d := durable.NewDurableOrders(&shop{}, refusing{err: gone}, "queue")
	if cents, err := d.Price(context.Background(), "1"); cents != 100 || err != nil {
		t.Errorf("%d, %v: the fallback is the caller's", cents, err)
	}
	d = durable.NewDurableOrders(nil, refusing{err: orders.ErrSoldOut}, "queue")
	if _, err := d.Price(context.Background(), "1"); !errors.Is(err, orders.ErrSoldOut) || err.Error() != "no price of 1: sold out" {
		t.Errorf("%v: the fallback gets the error", err)
	}
}

func TestPoliciesThatCannotBeCarriedOut(t *testing.T) {
	policies := durable.DefaultOrdersPolicies()
	policies.Audit.AttemptTimeout, policies.Audit.Deadline = 0, 0
	if _, err := durable.NewDurableOrders(nil, refusing{}, "queue").WithPolicies(policies); err == nil {
		t.Error("a caller takes a policy without limits")
	}
	if _, err := durable.NewOrdersActivities(&shop{}).WithPolicies(policies); err == nil {
		t.Error("a worker takes a policy without limits")
	}
	if _, err := durable.NewOrdersWorkflow("").WithPolicies(policies); err == nil {
		t.Error("a workflow takes a policy without limits")
	}
}
