package keypages_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

type accounts struct{ callee }

func (a *accounts) Balance(ctx context.Context, id string) (int64, error) { return 0, a.next(ctx) }

func TestPolicy(t *testing.T) {
	tell(t, "policy", func(ctx context.Context, s *story) {
		inner := &accounts{callee{{80 * ms, keypages.ErrBusy}, {takes: ever}, {takes: 120 * ms}}}
		keypages.NewRetryingAccounts(inner, backoff.WithObserver(s)).Balance(ctx, "1")
	})
}

type thumbnails struct{ callee }

func (t *thumbnails) Make(ctx context.Context, picture string) ([]byte, error) {
	return nil, t.next(ctx)
}

func TestRetry(t *testing.T) {
	tell(t, "retry", func(ctx context.Context, s *story) {
		inner := &thumbnails{callee{{30 * ms, io.ErrUnexpectedEOF}, {40 * ms, keypages.ErrUnavailable}, {takes: 250 * ms}}}
		keypages.NewRetryingThumbnails(inner, backoff.WithObserver(s)).Make(ctx, "cat.jpg")
	})
}

type archive struct{ callee }

func (a *archive) Restore(ctx context.Context, id string) error { return a.next(ctx) }

func TestUse(t *testing.T) {
	tell(t, "use", func(ctx context.Context, s *story) {
		inner := &archive{callee{{err: keypages.ErrBusy}, {err: keypages.ErrBusy}, {}}}
		keypages.NewRetryingArchive(inner, backoff.WithObserver(s)).Restore(ctx, "1")
	})
}

type orders struct{ callee }

func (o *orders) Status(ctx context.Context, id string) (string, error) { return "", o.next(ctx) }

func (o *orders) Place(ctx context.Context, item string) (string, error) { return "", o.next(ctx) }

func TestOff(t *testing.T) {
	tell(t, "off", func(ctx context.Context, s *story) {
		inner := &orders{callee{{err: keypages.ErrBusy}, {}, {err: keypages.ErrBusy}}}
		decorator := keypages.NewRetryingOrders(inner, backoff.WithObserver(s))
		decorator.Status(ctx, "7")
		_, err := decorator.Place(ctx, "a book")
		s.say("Place returns: %v", err)
	})
}

type vendor struct{ callee }

func (v *vendor) Price(ctx context.Context, item string) (int, error) { return 0, v.next(ctx) }
func (v *vendor) Stock(ctx context.Context, item string) (int, error) { return 0, v.next(ctx) }
func (v *vendor) Order(ctx context.Context, item string) error        { return v.next(ctx) }
func (v *vendor) Cancel(ctx context.Context, order string) error      { return v.next(ctx) }

// Rule 1.40: each method is under the line that selects it.
func TestMethods(t *testing.T) {
	tell(t, "methods", func(ctx context.Context, s *story) {
		inner := &vendor{callee{{err: keypages.ErrBusy}, {}, {err: keypages.ErrBusy}, {}, {err: keypages.ErrBusy}}}
		decorator := keypages.NewRetryingSupplies(inner, backoff.WithObserver(s))
		decorator.Price(ctx, "nut")
		decorator.Cancel(ctx, "7")
		s.say("Order returns: %v", decorator.Order(ctx, "nut"))
	})
}

type mailbox struct{ callee }

func (m *mailbox) Fetch(ctx context.Context) ([]string, error) { return nil, m.next(ctx) }

func TestDecorator(t *testing.T) {
	tell(t, "decorator", func(ctx context.Context, s *story) {
		var decorator *keypages.SteadyMailbox = keypages.NewSteadyMailbox(&mailbox{callee{{err: keypages.ErrBusy}, {}}}, backoff.WithObserver(s))
		decorator.Fetch(ctx)
		s.say("keypages.DefaultSteadyMailboxPolicies().Fetch is %q.", keypages.DefaultSteadyMailboxPolicies().Fetch)
	})
}

type searches struct{ callee }

func (i *searches) Find(ctx context.Context, words string) ([]string, error) {
	return nil, i.next(ctx)
}

func TestWith(t *testing.T) {
	tell(t, "with", func(ctx context.Context, s *story) {
		policies := keypages.DefaultSearchesPolicies()
		policies.Find.Random = func() float64 { return 0.5 }
		inner := &searches{callee{{err: keypages.ErrBusy}, {takes: ever}, {takes: 20 * ms}}}
		decorator, err := keypages.NewRetryingSearches(inner, backoff.WithObserver(s)).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		decorator.Find(ctx, "retry")
	})
}

type weather struct{ callee }

func (w *weather) Now(ctx context.Context, city string) (string, error) { return "", w.next(ctx) }

func TestImport(t *testing.T) {
	tell(t, "import", func(ctx context.Context, s *story) {
		unavailable := httphint.FromResponse(&http.Response{
			Status: "503 Service Unavailable", StatusCode: http.StatusServiceUnavailable, Header: http.Header{"Retry-After": {"2"}},
			Body: io.NopCloser(strings.NewReader("")), Request: &http.Request{Method: http.MethodGet},
		})
		inner := &weather{callee{{err: unavailable}, {}}}
		keypages.NewRetryingWeather(inner, backoff.WithObserver(s)).Now(ctx, "Lisbon")
	})
}

type invoices struct{ callee }

func (i *invoices) List(ctx context.Context, customer string) ([]string, error) {
	return nil, i.next(ctx)
}

func TestWhen(t *testing.T) {
	tell(t, "when", func(ctx context.Context, s *story) {
		inner := &invoices{callee{{err: keypages.ErrThrottled}, {err: keypages.ErrBusy}, {err: keypages.ErrThrottled}, {}}}
		keypages.NewRetryingInvoices(inner, backoff.WithObserver(s)).List(ctx, "7")
	})
}

type warehouse struct{ *callee }

func (w *warehouse) Open(ctx context.Context, name string) (keypages.Shelf, error) {
	return shelf{w.callee}, w.next(ctx)
}
func (w *warehouse) Shelves() []keypages.Shelf { return []keypages.Shelf{shelf{w.callee}} }
func (w *warehouse) Move(ctx context.Context, s keypages.Shelf, to string) error {
	return s.(shelf).next(ctx)
}

type shelf struct{ *callee }

func (s shelf) Take(ctx context.Context, item string) error { return s.next(ctx) }

// Rule 1.41: the methods of a result are retried as annotated.
func TestWrap(t *testing.T) {
	tell(t, "wrap", func(ctx context.Context, s *story) {
		inner := &warehouse{&callee{{err: keypages.ErrBusy}, {}, {err: keypages.ErrBusy}, {}, {}}}
		decorator := keypages.NewRetryingWarehouse(inner, backoff.WithObserver(s))
		shelf, _ := decorator.Open(ctx, "A1")
		shelf.Take(ctx, "a book")
		s.say("Open returns a %T, Move returns: %v", shelf, decorator.Move(ctx, shelf, "B2"))
	})
}
