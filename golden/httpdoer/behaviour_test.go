package httpdoer_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/httpdoer"
)

type doer func(*http.Request) (*http.Response, error)

func (f doer) Do(req *http.Request) (*http.Response, error)        { return f(req) }
func (f doer) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

type key struct{}

func request(ctx context.Context) *http.Request {
	req, _ := http.NewRequestWithContext(context.WithValue(ctx, key{}, "value"), http.MethodGet, "https://example.com", nil)
	return req
}

func TestAttemptIsLimitedThroughTheRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		req := request(t.Context())
		var seen []*http.Request
		want := &http.Response{StatusCode: http.StatusOK}
		start := time.Now()
		resp, err := httpdoer.NewRetryingDoer(doer(func(r *http.Request) (*http.Response, error) {
			if seen = append(seen, r); len(seen) < 3 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return want, nil
		})).Do(req)
		if resp != want || err != nil {
			t.Errorf("Do returned %v, %v", resp, err)
		}
		if elapsed := time.Since(start); len(seen) != 3 || elapsed != 220*time.Millisecond {
			t.Errorf("%d attempts in %v, want 3 in 220ms", len(seen), elapsed)
		}
		for _, r := range seen {
			if r.URL != req.URL || r.Context().Value(key{}) != "value" {
				t.Error("an attempt's request is not the caller's with another context")
			}
		}
		if _, ok := req.Context().Deadline(); ok {
			t.Error("the caller's own request was changed")
		}
	})
}

func TestCallersContextEndsTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		attempts := 0
		_, err := httpdoer.NewRetryingDoer(doer(func(r *http.Request) (*http.Response, error) {
			attempts++
			<-r.Context().Done()
			return nil, r.Context().Err()
		})).Do(request(ctx))
		if !errors.Is(err, context.DeadlineExceeded) || attempts != 1 {
			t.Errorf("Do returned %v after %d attempts, want the caller's deadline after 1", err, attempts)
		}
	})
}

// Clients write into the headers of what they send: each attempt has its own, the first one too.
func TestEachAttemptHasHeadersOfItsOwn(t *testing.T) {
	req := request(context.Background())
	attempts := 0
	_, err := httpdoer.NewRetryingTransport(doer(func(r *http.Request) (*http.Response, error) {
		attempts++
		if len(r.Header) != 0 {
			t.Errorf("attempt %d has %v of others", attempts, r.Header)
		}
		r.Header.Set("Cookie", "sid=a") // as a jar does
		return nil, http.ErrServerClosed
	})).RoundTrip(req)
	if err != http.ErrServerClosed || attempts != 3 {
		t.Errorf("RoundTrip returned %v after %d attempts, want the inner error after 3", err, attempts)
	}
}

// What a nil request means is for the inner value to say, with limits and without.
func TestNilRequestReachesTheInnerMethod(t *testing.T) {
	want := errors.New("no request")
	attempts := 0
	inner := doer(func(r *http.Request) (*http.Response, error) {
		attempts++
		if r != nil {
			t.Errorf("the inner method got %v", r)
		}
		return nil, want
	})
	if _, err := httpdoer.NewRetryingDoer(inner).Do(nil); err != want {
		t.Errorf("Do returned %v", err)
	}
	if _, err := httpdoer.NewRetryingTransport(inner).RoundTrip(nil); err != want {
		t.Errorf("RoundTrip returned %v", err)
	}
	if attempts != 2 {
		t.Errorf("%d attempts, want one of each", attempts)
	}
}
