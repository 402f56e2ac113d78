package chaos

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/backoffgen/backoffgen/golden/trial"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// httpStore posts without the header Idempotency-Key, which would have net/http itself repeat a request.
type httpStore struct {
	client *http.Client
	url    string
}

func (h httpStore) Once(ctx context.Context, id int) error { return h.post(ctx, id, "") }

func (h httpStore) Keyed(ctx context.Context, id int) error {
	key, _ := backoff.IdempotencyKey(ctx)
	return h.post(ctx, id, key)
}

func (h httpStore) post(ctx context.Context, id int, key string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, fmt.Sprintf("%s/?id=%d&key=%s", h.url, id, key), strings.NewReader("entry"))
	if err != nil {
		return err
	}
	resp, err := h.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	return httphint.FromResponse(resp)
}

func httpSystem(t *testing.T) system {
	entries, requests := newBook(), atomic.Int64{}
	listener, err := net.Listen("tcp", "127.0.0.1:"+trial.FreePort(t))
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || string(body) != "entry" {
			return // a part of a request
		}
		if requests.Add(1)%50 == 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		id, _ := strconv.Atoi(r.URL.Query().Get("id"))
		entries.write(id, r.URL.Query().Get("key"))
		_, _ = io.WriteString(w, strings.Repeat("done ", 100))
	})
	var server *http.Server
	connections := atomic.Int64{}
	serve := func(listener net.Listener) {
		server = &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0), ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				connections.Add(1)
			case http.StateClosed:
				connections.Add(-1)
			}
		}}
		go server.Serve(listener)
	}
	serve(listener)
	t.Cleanup(func() { server.Close() })
	return system{
		name: "HTTP", addr: addr,
		dial: func(t *testing.T, addr string) (store, func()) {
			transport := &http.Transport{MaxIdleConnsPerHost: 16}
			return httpStore{&http.Client{Transport: transport}, "http://" + addr}, transport.CloseIdleConnections
		},
		wrap:   func(inner store) store { return NewRetryingHTTP(inner) },
		kill:   func(*testing.T) { server.Close() },
		start:  func(t *testing.T) { serve(serveAgain(t, addr)) },
		ledger: func(*testing.T) ledger { return entries.read() },
		held:   func(*testing.T) int { return int(connections.Load()) },
	}
}

// serveAgain listens where somebody has listened before.
func serveAgain(t *testing.T, addr string) (listener net.Listener) {
	t.Helper()
	err := listenAgain(func() (err error) { listener, err = net.Listen("tcp", addr); return err })
	if err != nil {
		t.Fatal(err)
	}
	return listener
}
