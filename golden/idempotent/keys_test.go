package idempotent_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/idempotent"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// A bank notes the keys that it is given. It does each time what its next step is, and succeeds after them.
type bank struct {
	mu    sync.Mutex
	steps []func(ctx context.Context) error
	keys  []string
}

func (b *bank) call(ctx context.Context) error {
	key, ok := backoff.IdempotencyKey(ctx)
	if !ok {
		key = "none"
	}
	b.mu.Lock()
	n := len(b.keys)
	b.keys = append(b.keys, key)
	b.mu.Unlock()
	if n < len(b.steps) {
		return b.steps[n](ctx)
	}
	return nil
}

// seen returns the keys, each once, and how many there were.
func (b *bank) seen() (keys []string, calls int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	keys = slices.Clone(b.keys)
	slices.Sort(keys)
	return slices.Compact(keys), len(b.keys)
}

func (b *bank) Pay(ctx context.Context, _ int) error     { return b.call(ctx) }
func (b *bank) Hedged(ctx context.Context, _ int) error  { return b.call(ctx) }
func (b *bank) Left(ctx context.Context, _ int) error    { return b.call(ctx) }
func (b *bank) Unkeyed(ctx context.Context, _ int) error { return b.call(ctx) }

func (b *bank) Open(ctx context.Context, _ string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("")), b.call(ctx)
}

func (b *bank) Do(req *http.Request) (*http.Response, error) {
	if err := b.call(req.Context()); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
}

func fails(context.Context) error { return idempotent.ErrLost }

func hangs(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

func ignores(context.Context) error { time.Sleep(time.Second); return nil }

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// All attempts of a call have the same key, and each call has another one.
func TestRule3_13_ACallHasOneKey(t *testing.T) {
	request := func(ctx context.Context) *http.Request {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://bank.example/", nil)
		if err != nil {
			t.Fatal(err)
		}
		return req
	}
	var none context.Context
	for name, test := range map[string]struct {
		steps []func(context.Context) error
		call  func(ctx context.Context, b idempotent.Bank) error
		calls int
	}{
		"no limits":      {[]func(context.Context) error{fails, fails}, func(ctx context.Context, b idempotent.Bank) error { return b.Pay(ctx, 1) }, 3},
		"a nil context":  {[]func(context.Context) error{fails}, func(_ context.Context, b idempotent.Bank) error { return b.Pay(none, 1) }, 2}, // it counts as the background
		"hedged":         {[]func(context.Context) error{hangs, hangs}, func(ctx context.Context, b idempotent.Bank) error { return b.Hedged(ctx, 1) }, 3},
		"left behind":    {[]func(context.Context) error{ignores, ignores}, func(ctx context.Context, b idempotent.Bank) error { return b.Left(ctx, 1) }, 3},
		"a kept context": {[]func(context.Context) error{fails}, func(ctx context.Context, b idempotent.Bank) error { _, err := b.Open(ctx, ""); return err }, 2},
		"a request":      {[]func(context.Context) error{fails}, func(ctx context.Context, b idempotent.Bank) error { _, err := b.Do(request(ctx)); return err }, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var first string
				for range 2 {
					b := &bank{steps: test.steps}
					if err := test.call(t.Context(), idempotent.NewRetryingBank(b)); err != nil {
						t.Fatal(err)
					}
					synctest.Wait()
					keys, calls := b.seen()
					if len(keys) != 1 || calls != test.calls || !uuid.MatchString(keys[0]) {
						t.Fatalf("%d attempts had the keys %v; want %d attempts and one UUID", calls, keys, test.calls)
					}
					if keys[0] == first {
						t.Errorf("two calls had the key %s", first)
					}
					first = keys[0]
				}
				time.Sleep(2 * time.Second) // until what was left behind has returned
			})
		})
	}
}

// A caller can set the key of a call. A call further inside has a key of its own, unless its own caller sets one.
func TestRule3_13_TheCallersKeyIsUsedOnce(t *testing.T) {
	innermost := &bank{steps: []func(context.Context) error{fails}}
	inner := idempotent.NewRetryingBank(innermost)
	outer := &bank{steps: []func(context.Context) error{
		func(ctx context.Context) error { return errors.Join(inner.Pay(ctx, 1), idempotent.ErrLost) },
		func(ctx context.Context) error { return inner.Pay(backoff.WithIdempotencyKey(ctx, "inside"), 1) },
	}}
	ctx := backoff.WithIdempotencyKey(t.Context(), "order 7")
	if err := idempotent.NewRetryingBank(outer).Pay(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if want := []string{"order 7", "order 7"}; !slices.Equal(outer.keys, want) {
		t.Errorf("the outer call had the keys %v, want %v", outer.keys, want)
	}
	keys := innermost.keys
	if len(keys) != 3 || keys[0] != keys[1] || !uuid.MatchString(keys[0]) || keys[2] != "inside" {
		t.Errorf("the inner calls had the keys %v, want a UUID twice, and then inside", keys)
	}
}

// A key passes through what has none itself, and an empty one is none.
func TestRule3_13_KeysPassThroughOtherCalls(t *testing.T) {
	inner := &bank{}
	outer := &bank{steps: []func(context.Context) error{func(ctx context.Context) error {
		return idempotent.NewRetryingBank(inner).Pay(ctx, 1)
	}}}
	if err := idempotent.NewRetryingBank(outer).Unkeyed(backoff.WithIdempotencyKey(t.Context(), "order 8"), 1); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(inner.keys, []string{"order 8"}) {
		t.Errorf("the keys are %v", inner.keys)
	}
	if err := idempotent.NewRetryingBank(inner).Pay(backoff.WithIdempotencyKey(t.Context(), ""), 1); err != nil || !uuid.MatchString(inner.keys[1]) {
		t.Errorf("%v, with the keys %v", err, inner.keys)
	}
	if key, ok := backoff.IdempotencyKey(backoff.WithIdempotencyKey(t.Context(), "")); ok {
		t.Errorf("an empty key is %q", key)
	}
	var none context.Context
	if key, ok := backoff.IdempotencyKey(none); ok {
		t.Errorf("nil has the key %q", key)
	}
}

// Package httphint sends the key along, and leaves the caller's request as it is.
func TestRule3_13_TheKeyIsSent(t *testing.T) {
	var sent []string
	transport := httphint.IdempotencyKey(roundTripper(func(req *http.Request) (*http.Response, error) {
		sent = append(sent, req.Header.Get("Idempotency-Key"))
		if len(sent) == 1 {
			return nil, io.ErrUnexpectedEOF
		}
		return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: req}, nil
	}))
	client := idempotent.NewRetryingBank(sender{Bank: &bank{}, client: &http.Client{Transport: transport}})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://bank.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if len(sent) != 2 || sent[0] != sent[1] || !uuid.MatchString(sent[0]) || len(req.Header) != 0 {
		t.Errorf("sent %q; the caller's request has %v", sent, req.Header)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// A sender is a bank whose requests are sent.
type sender struct {
	idempotent.Bank
	client *http.Client
}

func (s sender) Do(req *http.Request) (*http.Response, error) { return s.client.Do(req) }
