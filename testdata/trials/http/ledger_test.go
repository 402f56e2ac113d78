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

// A ledger posts entries, and counts its attempts.
type ledger struct {
	client   *http.Client
	url      string
	attempts *atomic.Int64
}

func (l ledger) Once(ctx context.Context, id int) error {
	l.attempts.Add(1)
	return post(ctx, l.client, fmt.Sprint(l.url, "/?id=", id))
}

func (l ledger) Again(ctx context.Context, id int) error { return l.Once(ctx, id) }

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
		attempts := &atomic.Int64{}
		inner := ledger{&http.Client{Transport: transport}, "http://" + trial.BreakingProxy(t, s.Listener.Addr().String()), attempts}
		return NewRetryingLedger(inner), attempts, func() map[int]int { mu.Lock(); defer mu.Unlock(); return maps.Clone(done) }
	}}.NothingTwice(t)
}
