package crash_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/testdata/durable/crash"
)

// What a ledger tells an attempt to do.
const (
	succeed = "succeed"
	beBusy  = "be busy"
	hang    = "hang"
)

// A ledger is the world that workers act upon. It lives in the test's own process, which nobody kills.
type ledger struct {
	*httptest.Server
	decide func(key string, attempt int) string // what the attempt of that number is to do

	mu       sync.Mutex
	attempts map[string][]time.Time
	effects  map[string]int
	canceled map[string]time.Time
	outcomes map[string]string // of calls, by key
	leases   map[string]int    // keys that are being called, and by which process
	pending  []string
}

func newLedger(t *testing.T, decide func(key string, attempt int) string) *ledger {
	t.Helper()
	l := &ledger{decide: decide, attempts: map[string][]time.Time{}, effects: map[string]int{}, canceled: map[string]time.Time{}, outcomes: map[string]string{}, leases: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/attempt", func(w http.ResponseWriter, r *http.Request) {
		key := r.FormValue("key")
		l.mu.Lock()
		l.attempts[key] = append(l.attempts[key], time.Now())
		n := len(l.attempts[key])
		l.mu.Unlock()
		_, _ = io.WriteString(w, l.decide(key, n))
	})
	mux.HandleFunc("/effect", func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		key := r.FormValue("key")
		if l.effects[key] == 0 { // what is known by its key is not done again
			l.effects[key]++
		}
		fmt.Fprintf(w, "receipt of %s", key)
	})
	mux.HandleFunc("/canceled", func(_ http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.canceled[r.FormValue("key")] = time.Now()
	})
	mux.HandleFunc("/next", func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if len(l.pending) == 0 {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		key := l.pending[0]
		l.pending = l.pending[1:]
		var pid int
		_ = json.Unmarshal([]byte(r.FormValue("pid")), &pid)
		l.leases[key] = pid
		_, _ = io.WriteString(w, key)
	})
	mux.HandleFunc("/outcome", func(_ http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.outcomes[r.FormValue("key")] = r.FormValue("text")
		delete(l.leases, r.FormValue("key"))
	})
	l.Server = httptest.NewServer(mux)
	t.Cleanup(l.Close)
	return l
}

// died puts the keys back that a caller was calling when it was killed.
func (l *ledger) died(pid int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for key, of := range l.leases {
		if of == pid {
			delete(l.leases, key)
			l.pending = append(l.pending, key)
		}
	}
}

func (l *ledger) count(key string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.attempts[key])
}

// await waits until a call has had so many attempts.
func (l *ledger) await(t *testing.T, key string, attempts int) {
	t.Helper()
	wait(t, fmt.Sprintf("attempt %d of %s", attempts, key), func() bool { return l.count(key) >= attempts })
}

func wait(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(90 * time.Second); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("there was no %s", what)
		}
	}
}

// post tells a ledger something, and returns its answer.
func post(ledger, path string, values url.Values) (string, error) {
	resp, err := http.PostForm(ledger+path, values)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if resp.StatusCode == http.StatusNoContent {
		return "", io.EOF
	}
	return string(text), err
}

// A teller is a Bank whose methods do what the ledger at an address says.
type teller struct{ ledger string }

func (b teller) act(ctx context.Context) (string, error) {
	key, _ := backoff.IdempotencyKey(ctx)
	values := url.Values{"key": {key}}
	do, err := post(b.ledger, "/attempt", values)
	if err != nil {
		return "", err
	}
	switch do {
	case beBusy:
		return "", crash.ErrBusy
	case hang:
		<-ctx.Done()
		_, _ = post(b.ledger, "/canceled", values)
		return "", ctx.Err()
	}
	return post(b.ledger, "/effect", values)
}

func (b teller) Pay(ctx context.Context, _ int) (string, error)  { return b.act(ctx) }
func (b teller) Ask(ctx context.Context, _ int) (string, error)  { return b.act(ctx) }
func (b teller) Once(ctx context.Context, _ int) (string, error) { return b.act(ctx) }
func (b teller) Long(ctx context.Context, _ int) (string, error) { return b.act(ctx) }
