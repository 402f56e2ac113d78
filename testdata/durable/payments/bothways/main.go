// Bothways pays twice under the same annotation: with retries in this process, and with retries on Temporal.
//
//	go run ./payments/bothways -address 127.0.0.1:7233 -namespace default
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"sync/atomic"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/testdata/durable/payments"
	"github.com/backoffgen/backoffgen/testdata/durable/payments/durable"
)

// A bank is busy each first time.
type bank struct{ calls atomic.Int32 }

func (b *bank) Pay(ctx context.Context, order string, cents int) (string, error) {
	key, _ := backoff.IdempotencyKey(ctx)
	if b.calls.Add(1)%2 == 1 {
		return "", payments.ErrBusy
	}
	return fmt.Sprintf("paid %d for %s, once for %s", cents, order, key), nil
}

func main() {
	address := flag.String("address", client.DefaultHostPort, "of Temporal's server")
	namespace := flag.String("namespace", client.DefaultNamespace, "on that server")
	flag.Parse()
	c, err := client.Dial(client.Options{HostPort: *address, Namespace: *namespace})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()

	// The worker may be another process, or many.
	w := worker.New(c, "payments", worker.Options{})
	durable.NewPaymentsActivities(&bank{}).Register(w)
	if err := w.Start(); err != nil {
		log.Fatal(err)
	}
	defer w.Stop()

	for way, p := range map[string]payments.Payments{
		"in this process": payments.NewRetryingPayments(&bank{}),
		"on Temporal":     durable.NewDurablePayments(c, "payments"),
	} {
		ctx := backoff.WithIdempotencyKey(context.Background(), "order-17, "+way)
		receipt, err := p.Pay(ctx, "order-17", 995)
		fmt.Printf("%s: %s, %v\n", way, receipt, err)
	}
}
