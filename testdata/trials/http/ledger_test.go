package http

import (
	"context"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/backoffgen/backoffgen/golden/trial"
)

func silent() *log.Logger { return log.New(io.Discard, "", 0) }

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// With idempotent=no no POST is carried out twice while connections break, and the server refuses one in ten.
func TestNothingTwice(t *testing.T) {
	trial.Chaos{Callers: 8, Start: func(t *testing.T) (trial.Ledger, *atomic.Int64, func() map[int]int) {
		var mu sync.Mutex
		done, requests := map[int]int{}, 0
		s, _ := serve(t, func(w http.ResponseWriter, r *http.Request) bool {
			body, err := io.ReadAll(r.Body)
			if err != nil || string(body) != "entry" {
				return false // a part of a request
			}
			id, _ := strconv.Atoi(r.URL.Query().Get("id"))
			mu.Lock()
			defer mu.Unlock()
			if requests++; requests%10 == 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return false
			}
			done[id]++
			return true
		})
		s.Config.ErrorLog = silent()
		transport := &http.Transport{MaxIdleConnsPerHost: 8}
		t.Cleanup(transport.CloseIdleConnections)
		client, url := &http.Client{Transport: transport}, "http://"+trial.BreakingProxy(t, s.Listener.Addr().String())
		inner := &trial.Writer{Write: func(ctx context.Context, id int) error { return post(ctx, client, fmt.Sprint(url, "/?id=", id)) }}
		return NewRetryingLedger(inner), &inner.Attempts, func() map[int]int { mu.Lock(); defer mu.Unlock(); return maps.Clone(done) }
	}}.NothingTwice(t)
}
