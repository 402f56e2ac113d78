package http

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/trial"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

func TestGenerated(t *testing.T) { trial.NothingStale(t) }

// expect holds an error against its classes, by what is generated.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	trial.Expect(t, func(f *trial.Failing) *RetryingClasses { return NewRetryingClasses(f) }, err, want)
}

// post makes one request, and makes an error of a response that says that it failed.
func post(ctx context.Context, client *http.Client, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader("entry"))
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return httphint.FromResponse(resp)
}

// serve answers every request until the test ends, and counts what is carried out by the function's saying so.
func serve(t *testing.T, answer func(w http.ResponseWriter, r *http.Request) (done bool)) (*httptest.Server, *atomic.Int64) {
	ledger := &atomic.Int64{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer(w, r) {
			ledger.Add(1)
		}
	}))
	t.Cleanup(s.Close)
	return s, ledger
}

func TestStatuses(t *testing.T) {
	for status, want := range map[int]string{
		http.StatusTooManyRequests: "throttled", http.StatusServiceUnavailable: "throttled",
		http.StatusMisdirectedRequest: "transient", http.StatusTooEarly: "transient",
		http.StatusRequestTimeout: "unknown", http.StatusBadGateway: "unknown", http.StatusGatewayTimeout: "unknown",
		http.StatusBadRequest: "", http.StatusConflict: "", http.StatusInternalServerError: "",
	} {
		s, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(status); return false })
		expect(t, post(t.Context(), s.Client(), s.URL), want)
	}
}

// cut ends a request's connection without an answer.
func cut(t *testing.T, w http.ResponseWriter, reset bool) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	if reset {
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	conn.Close()
}

// Of a connection that ends nobody can know what was done.
func TestConnections(t *testing.T) {
	ctx := t.Context()
	for _, reset := range []bool{false, true} {
		for _, done := range []bool{false, true} {
			s, ledger := serve(t, func(w http.ResponseWriter, _ *http.Request) bool { cut(t, w, reset); return done })
			expect(t, post(ctx, s.Client(), s.URL), "unknown")
			if n := ledger.Load(); n > 1 {
				t.Errorf("net/http has carried a POST out %d times", n)
			}
		}
	}
	t.Run("half of an answer", func(t *testing.T) {
		s, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) bool {
			conn, _, _ := http.NewResponseController(w).Hijack()
			fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nContent-Le")
			conn.Close()
			return true
		})
		expect(t, post(ctx, s.Client(), s.URL), "unknown")
	})
	t.Run("nobody listens", func(t *testing.T) {
		s, _ := serve(t, func(http.ResponseWriter, *http.Request) bool { return true })
		s.Close()
		expect(t, post(ctx, http.DefaultClient, s.URL), "unsent")
	})
	t.Run("no such host", func(t *testing.T) {
		err := post(ctx, http.DefaultClient, "http://nowhere.invalid/")
		if e, ok := errors.AsType[*net.DNSError](err); ok && !e.IsNotFound {
			t.Skipf("there is no name service: %v", err)
		}
		expect(t, err, "")
	})
	t.Run("a certificate that is not trusted", func(t *testing.T) {
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.Config.ErrorLog = silent()
		s.StartTLS()
		defer s.Close()
		expect(t, post(ctx, http.DefaultClient, s.URL), "")
	})
	t.Run("no answer in time", func(t *testing.T) {
		s, ledger := serve(t, func(_ http.ResponseWriter, r *http.Request) bool { time.Sleep(100 * time.Millisecond); return true })
		short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
		defer cancel()
		expect(t, post(short, s.Client(), s.URL), "unknown")
		for ledger.Load() == 0 { // it was carried out all the same
			time.Sleep(5 * time.Millisecond)
		}
	})
	t.Run("the client's own timeout", func(t *testing.T) {
		s, _ := serve(t, func(http.ResponseWriter, *http.Request) bool { time.Sleep(100 * time.Millisecond); return true })
		client := *s.Client()
		client.Timeout = 30 * time.Millisecond
		expect(t, post(ctx, &client, s.URL), "unknown")
	})
	t.Run("no handshake in time", func(t *testing.T) {
		listener, err := net.Listen("tcp", "127.0.0.1:0") // which nobody answers at
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		client := &http.Client{Transport: &http.Transport{TLSHandshakeTimeout: 20 * time.Millisecond}}
		expect(t, post(ctx, client, "https://"+listener.Addr().String()), "unsent")
	})
	t.Run("a proxy that is not there", func(t *testing.T) {
		s, _ := serve(t, func(http.ResponseWriter, *http.Request) bool { return true })
		url := *mustURL(t, "http://127.0.0.1:"+trial.FreePort(t))
		expect(t, post(ctx, &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url)}}, s.URL), "unsent")
	})
}

// A connection over HTTP/2 that the server ends, while it works on a request.
func TestHTTP2(t *testing.T) {
	working := make(chan struct{})
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(working)
		<-r.Context().Done()
	}))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = silent()
	s.StartTLS()
	defer s.Close()
	go func() { <-working; s.CloseClientConnections() }()
	expect(t, post(t.Context(), s.Client(), s.URL), "unknown")
}

// A response is asked, too, where a method hands it out.
func TestResponses(t *testing.T) {
	for status, want := range map[int]int64{http.StatusTooManyRequests: 2, http.StatusServiceUnavailable: 2, http.StatusTooEarly: 2, http.StatusBadGateway: 1, http.StatusOK: 1} {
		var requests atomic.Int64
		s, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) bool {
			if requests.Add(1) == 1 {
				w.WriteHeader(status)
			}
			return true
		})
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL, strings.NewReader("entry"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := NewRetryingDoer(s.Client()).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if n := requests.Load(); n != want {
			t.Errorf("after %d there are %d requests, want %d", status, n, want)
		}
	}
}
