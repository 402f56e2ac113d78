package keypages_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

const ms = time.Millisecond

type forecasts struct{ callee }

func (f *forecasts) Today(ctx context.Context, city string) (string, error) {
	return "sunny", f.next(ctx)
}

func TestAttemptTimeout(t *testing.T) {
	tell(t, "attempt_timeout", func(ctx context.Context, s *story) {
		inner := &forecasts{callee{{takes: ever}, {takes: 50 * ms}}}
		keypages.NewRetryingForecasts(inner, backoff.WithObserver(s)).Today(ctx, "Lisbon")
	})
}

type checkout struct{ callee }

func (c *checkout) Pay(ctx context.Context, order string) (string, error) { return "", c.next(ctx) }

func TestDeadline(t *testing.T) {
	tell(t, "deadline", func(ctx context.Context, s *story) {
		inner := &checkout{callee{{100 * ms, keypages.ErrBusy}, {takes: ever}}}
		keypages.NewRetryingCheckout(inner, backoff.WithObserver(s)).Pay(ctx, "7")
	})
}

type printer struct{ callee }

func (p *printer) Print(ctx context.Context, page string) error { return p.next(ctx) }

func TestPause(t *testing.T) {
	tell(t, "pause", func(ctx context.Context, s *story) {
		inner := &printer{callee{{100 * ms, keypages.ErrBusy}, {20 * ms, keypages.ErrBusy}, {takes: 300 * ms}}}
		keypages.NewRetryingPrinter(inner, backoff.WithObserver(s)).Print(ctx, "1")
	})
}

type directory struct{ callee }

func (d *directory) Lookup(ctx context.Context, name string) (string, error) {
	return "", d.next(ctx)
}

func TestMaxTries(t *testing.T) {
	tell(t, "max_tries", func(ctx context.Context, s *story) {
		inner := &directory{callee{{err: keypages.ErrBusy}}}
		_, err := keypages.NewRetryingDirectory(inner, backoff.WithObserver(s)).Lookup(ctx, "Ada")
		s.say("err == ErrBusy is %t.", err == keypages.ErrBusy)
	})
}

type ledger struct{ callee }

func (l *ledger) Entry(ctx context.Context, id int) (string, error) { return "", l.next(ctx) }

func TestErrors(t *testing.T) {
	tell(t, "errors", func(ctx context.Context, s *story) {
		refused := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
		inner := &ledger{callee{{err: keypages.ErrBusy}, {err: refused}, {err: errors.New("no leader")}, {err: keypages.ErrNotFound}}}
		keypages.NewRetryingLedger(inner, backoff.WithObserver(s)).Entry(ctx, 1)
	})
}

type registry struct{ callee }

func (r *registry) Pull(ctx context.Context, image string) error { return r.next(ctx) }

func TestMultiplier(t *testing.T) {
	tell(t, "multiplier", func(ctx context.Context, s *story) {
		failure := answer{err: keypages.ErrUnavailable}
		inner := &registry{callee{failure, failure, failure, failure, {}}}
		keypages.NewRetryingRegistry(inner, backoff.WithObserver(s)).Pull(ctx, "scratch")
	})
}

type queue struct{ callee }

func (q *queue) Next(ctx context.Context) (string, error) { return "", q.next(ctx) }

func TestMaxPause(t *testing.T) {
	tell(t, "max_pause", func(ctx context.Context, s *story) {
		inner := &queue{callee{{err: keypages.ErrUnavailable}}}
		keypages.NewRetryingQueue(inner, backoff.WithObserver(s)).Next(ctx)
	})
}

type prices struct{ callee }

func (p *prices) Latest(ctx context.Context, symbol string) (float64, error) { return 0, p.next(ctx) }

func TestJitter(t *testing.T) {
	tell(t, "jitter", func(ctx context.Context, s *story) {
		policies := keypages.DefaultPricesPolicies()
		policies.Latest.Random = whole(rand.New(rand.NewPCG(1, 2)))
		for range 2 {
			s.began = time.Now()
			inner := &prices{callee{{err: keypages.ErrUnavailable}}}
			decorator, err := keypages.NewRetryingPrices(inner, backoff.WithObserver(s)).WithPolicies(policies)
			if err != nil {
				t.Fatal(err)
			}
			decorator.Latest(ctx, "ABC")
		}
	})
}

// whole draws numbers of two digits, so that pauses of 100ms are whole milliseconds.
func whole(r *rand.Rand) func() float64 {
	return func() float64 { return float64(r.IntN(100)) / 100 }
}
