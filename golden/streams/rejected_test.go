package streams_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/streams"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A refused response may never come to its end: letting go of it ends with its attempt. Rule 3.9.
func TestARejectedResponseThatStalls(t *testing.T) {
	trickle := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write([]byte{'x'}); err != nil || http.NewResponseController(w).Flush() != nil {
				return
			}
			time.Sleep(time.Second)
		}
	}
	for name, body := range map[string]http.HandlerFunc{
		"nothing":  func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"trickles": trickle,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var mu sync.Mutex
				var starts []time.Duration
				client := serve(t, func(w http.ResponseWriter, r *http.Request) {
					mu.Lock()
					starts = append(starts, time.Since(began))
					last := len(starts) == 3
					mu.Unlock()
					if last {
						return
					}
					w.Header().Set("Content-Length", strconv.Itoa(1<<20))
					w.WriteHeader(http.StatusServiceUnavailable)
					_ = http.NewResponseController(w).Flush()
					body(w, r)
				})
				resp, err := streams.NewRetryingPatient(client).Do(request(context.Background(), t))
				if err != nil {
					t.Fatal(err)
				}
				_ = resp.Body.Close()
				mu.Lock()
				defer mu.Unlock()
				if len(starts) != 3 || starts[1] != time.Second || starts[2] != 2*time.Second {
					t.Errorf("attempts at %v, want one a second: an attempt and its response take 250 ms, within the pause", starts)
				}
			})
		})
	}
}

// Stopped calls return no response beside their error, open or closed: nobody would close it, and its connection would stay.
// Rule 3.7.
func TestAStoppedCallLeavesNoResponse(t *testing.T) {
	for name, test := range map[string]struct {
		policy  backoff.Policy
		options []backoff.Option
		caller  time.Duration
		reason  backoff.Reason
	}{
		"deadline":          {backoff.Policy{Deadline: time.Second, Pause: 600 * time.Millisecond}, nil, time.Hour, backoff.ReasonDeadline},
		"caller's deadline": {backoff.Policy{Pause: 600 * time.Millisecond}, nil, time.Second, backoff.ReasonDeadline},
		"budget":            {backoff.Policy{Pause: time.Millisecond}, []backoff.Option{backoff.WithBudget(miser{})}, time.Hour, backoff.ReasonBudget},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var open sync.Map
				client := serve(t, func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Content-Length", strconv.Itoa(1<<20)) // more than is read to save a connection
					w.WriteHeader(http.StatusServiceUnavailable)
					_, _ = w.Write(make([]byte, 1<<20))
				})
				transport := client.Transport.(*http.Transport)
				dial := transport.DialContext
				transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
					conn, err := dial(ctx, network, address)
					if err != nil {
						return nil, err
					}
					open.Store(conn, true)
					return &noted{conn, func() { open.Delete(conn) }}, nil
				}
				policies := streams.DefaultPatientPolicies()
				policies.Do = test.policy
				patient, err := streams.NewRetryingPatient(client, test.options...).WithPolicies(policies)
				if err != nil {
					t.Fatal(err)
				}
				for range 20 {
					ctx, cancel := context.WithTimeout(t.Context(), test.caller)
					resp, err := patient.Do(request(ctx, t))
					var stopped *backoff.Error
					if resp != nil || !errors.As(err, &stopped) || stopped.Reason != test.reason {
						t.Errorf("got %v beside %v, want nothing beside a stop because of %s", resp, err, test.reason)
					}
					cancel()
				}
				synctest.Wait()
				left := 0
				open.Range(func(any, any) bool { left++; return true })
				if left > 0 {
					t.Errorf("%d connections are left", left)
				}
			})
		})
	}
}

// A noted connection says when it is closed.
type noted struct {
	net.Conn
	closed func()
}

func (n *noted) Close() error { n.closed(); return n.Conn.Close() }

// A miser grants nothing.
type miser struct{}

func (miser) Began()      {}
func (miser) Succeeded()  {}
func (miser) Failed()     {}
func (miser) Retry() bool { return false }

// A success that came too late for a callee that heeds its context is retried, rather than handed over dead: rows that give nothing
// but the context's error. Rule 3.3.
func TestALateSuccessIsNotDeadOnArrival(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		var closed []int
		inner := &source{open: func(ctx context.Context) (io.ReadCloser, error) {
			tries++
			mine := tries
			ctx.Done() // as a client does that waits for an answer
			if mine == 1 {
				time.Sleep(time.Second)
			}
			return &rows{ctx, func() { closed = append(closed, mine) }}, nil
		}}
		body, err := streams.NewRetryingSource(inner).Open(t.Context(), "")
		if err != nil || tries != 2 || len(closed) != 1 || closed[0] != 1 {
			t.Fatalf("%v after %d attempts, closed are %v", err, tries, closed)
		}
		time.Sleep(time.Hour)
		if text, err := io.ReadAll(io.LimitReader(body, 3)); string(text) != "row" || err != nil {
			t.Errorf("read %q, %v", text, err)
		}
	})
}

// Rows give what they have as long as their context lives.
type rows struct {
	ctx   context.Context
	close func()
}

func (r *rows) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return copy(p, "row"), nil
}

func (r *rows) Close() error { r.close(); return nil }
