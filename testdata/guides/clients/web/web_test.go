package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// busy is a server that refuses so many requests, and asks for a second each time.
type busy struct {
	refuses  int
	requests int
}

func (b *busy) RoundTrip(*http.Request) (*http.Response, error) {
	b.requests++
	if b.requests <= b.refuses {
		return &http.Response{StatusCode: http.StatusServiceUnavailable, Header: http.Header{"Retry-After": {"1"}}, Body: http.NoBody}, nil
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(`{"Celsius": 21}`))}, nil
}

// lost is a server whose connections end before the answer.
type lost struct{ requests int }

func (l *lost) RoundTrip(*http.Request) (*http.Response, error) {
	l.requests++
	return nil, io.ErrUnexpectedEOF
}

// The transport comes back when the server said, and repeats nothing that may have been carried out.
func TestTransport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		inner := &busy{refuses: 2}
		client := &http.Client{Transport: NewRetryingTransport(inner)}
		resp, err := client.Post("http://example.com", "text/plain", strings.NewReader("hello"))
		if err != nil || resp.StatusCode != http.StatusOK || inner.requests != 3 {
			t.Fatalf("after %d requests: %v, %v", inner.requests, resp, err)
		}
		resp.Body.Close()
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("it took %v, want the two seconds that the server asked for", took)
		}
		for method, want := range map[string]int{http.MethodGet: 4, http.MethodPost: 1} {
			gone := &lost{}
			req, err := http.NewRequestWithContext(t.Context(), method, "http://example.com", nil)
			if err != nil {
				t.Fatal(err)
			}
			if resp, err := NewRetryingTransport(gone).RoundTrip(req); err == nil || gone.requests != want {
				t.Errorf("%s: %d requests, want %d; %v, %v", method, gone.requests, want, resp, err)
			}
		}
	})
}

// The API's errors say when to come back, too.
func TestAPI(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		inner := &busy{refuses: 3}
		var pauses []time.Duration
		forecasts := NewRetryingForecasts(API{Server: "http://example.com", Client: &http.Client{Transport: inner}},
			backoff.WithObserver(backoff.ObserverFunc(func(_ context.Context, e backoff.Event) {
				if e.Kind == backoff.EventPauseStarted {
					pauses = append(pauses, e.Pause)
				}
			})))
		if celsius, err := forecasts.Today(t.Context(), "Lisbon"); celsius != 21 || err != nil {
			t.Errorf("Today returned %v, %v", celsius, err)
		}
		if took := time.Since(start); took != 3*time.Second || len(pauses) != 3 {
			t.Errorf("it took %v with the pauses %v", took, pauses)
		}
	})
}
