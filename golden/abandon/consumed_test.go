package abandon_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/abandon"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A reader is put back for the next attempt when the one before has ended.
func TestAReaderIsRewoundAfterAnAttemptThatEnded(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		firmware := strings.NewReader("firmware")
		version, name, err := d.Write(t.Context(), firmware)
		if version != 2 || name != "name" || err != nil || firmware.Len() != 0 {
			t.Errorf("got %d, %q, %v with %d bytes left", version, name, err, firmware.Len())
		}
		c.took(t, 40*ms, 0, 20*ms)
	}, read(3, 20*ms, abandon.ErrBusy), read(8, 20*ms, nil))
}

// An attempt that was left behind may still read: there is no other one that would read with it.
func TestAReaderIsNotSharedWithAnAttemptThatWasLeft(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		if _, _, err := d.Write(t.Context(), strings.NewReader("firmware")); err != backoff.ErrAttemptTimeout {
			t.Errorf("got %v, want the first attempt's timeout", err)
		}
		c.took(t, 100*ms, 0)
	}, read(3, time.Second, nil))
}

// A hedge that configuration adds, unseen by the generator, does not make two attempts read at the same time.
func TestAReaderIsNotHedged(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, _ abandon.Device) {
		policies := abandon.DefaultDevicePolicies()
		policies.Write.Hedge = 10 * ms
		d, err := abandon.NewRetryingDevice(c).WithPolicies(policies)
		if err != nil {
			t.Fatal(err)
		}
		if version, _, err := d.Write(t.Context(), strings.NewReader("firmware")); version != 1 || err != nil {
			t.Errorf("got %d, %v", version, err)
		}
		c.took(t, 50*ms, 0)
	}, read(8, 50*ms, nil))
}

// A request's body is another one for the next attempt, so that it does not matter what became of the first.
func TestARequestHasABodyOfItsOwn(t *testing.T) {
	var mu sync.Mutex
	var bodies []io.Reader
	note := func(next step) step {
		return func(ctx context.Context, r io.Reader) error {
			mu.Lock()
			bodies = append(bodies, r)
			mu.Unlock()
			return next(ctx, r)
		}
	}
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://host/", strings.NewReader("body"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := d.Do(req)
		if err != nil || resp.StatusCode != 2 {
			t.Fatalf("got %v, %v", resp, err)
		}
		c.took(t, 120*ms, 0, 100*ms)
		if text, err := io.ReadAll(bodies[1]); string(text) != "body" || err != nil {
			t.Errorf("the second attempt read %q, %v", text, err)
		}
		if text, err := io.ReadAll(resp.Body); string(text) != "text" || err != nil || resp.Body.Close() != nil {
			t.Errorf("read %q, %v from the response", text, err)
		}
		c.noted(t, "2 closed at 120ms", "1 closed at 1s")
	}, note(read(2, time.Second, nil)), note(after(20*ms, nil)))
}

func TestARequestWithoutABody(t *testing.T) {
	bubble(t, func(t *testing.T, c *callee, d abandon.Device) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://host/", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := d.Do(req)
		if err != nil || resp.StatusCode != 2 {
			t.Fatalf("got %v, %v", resp, err)
		}
		c.took(t, 120*ms, 0, 100*ms)
	}, after(time.Second, abandon.ErrBusy), func(_ context.Context, r io.Reader) error {
		if r != nil && r != io.Reader(http.NoBody) {
			panic("a body has appeared")
		}
		time.Sleep(20 * ms)
		return nil
	})
}
