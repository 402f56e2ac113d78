package classes

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// broken fails always, with err.
type broken struct {
	err      error
	attempts int
}

func (b *broken) Fetch(ctx context.Context, id string) (string, error)  { return "", b.Save(ctx, id) }
func (b *broken) Lookup(ctx context.Context, id string) (string, error) { return "", b.Save(ctx, id) }
func (b *broken) Load(ctx context.Context, id string) error             { return b.Save(ctx, id) }
func (b *broken) Charge(ctx context.Context, id string) error           { return b.Save(ctx, id) }
func (b *broken) Remove(ctx context.Context, id string) error           { return b.Save(ctx, id) }
func (b *broken) Save(context.Context, string) error {
	b.attempts++
	return b.err
}

var (
	refused     = &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	notFound    = &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}
	dialTimeout = &net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}
	reset       = &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
)

// Rule 1.31: what is retried is what the client's classes say, behind %w and errors.Join too.
func TestWhatIsRetried(t *testing.T) {
	fetch := func(s Store) error { _, err := s.Fetch(t.Context(), ""); return err }
	lookup := func(s Store) error { _, err := s.Lookup(t.Context(), ""); return err }
	save := func(s Store) error { return s.Save(t.Context(), "") }
	load := func(s Store) error { return s.Load(t.Context(), "") }
	charge := func(s Store) error { return s.Charge(t.Context(), "") }
	remove := func(s Store) error { return s.Remove(t.Context(), "") }
	tests := []struct {
		name    string
		call    func(Store) error
		err     error
		retried bool
	}{
		{"what was not sent", fetch, refused, true},
		{"the same wrapped", fetch, fmt.Errorf("fetching: %w", refused), true},
		{"the same joined", fetch, errors.Join(io.ErrShortWrite, refused), true},
		{"a name that does not exist", fetch, notFound, false},
		{"a lost connection, which the client's name alone leaves out", fetch, reset, false},
		{"a lost connection, by the name of its class", lookup, reset, true},
		{"what was not sent, by the name of its class", lookup, refused, true},
		{"a variable between two classes", lookup, ErrBusy, true},
		{"none of them", lookup, io.ErrShortWrite, false},
		{"a variable before a class", save, ErrBusy, true},
		{"a class after a variable", save, refused, true},
		{"neither", save, reset, false},
		{"what somebody cancelled is not the callee's failure", fetch, &net.OpError{Op: "dial", Err: context.Canceled}, false},
		{"nor is a budget's refusal", fetch, &backoff.Error{Reason: backoff.ReasonBudget, Last: refused}, false},
		{"another stop further inside is", fetch, &backoff.Error{Reason: backoff.ReasonDeadline, Last: refused}, true},
		{"a class that is left out", remove, refused, false},
		{"another one, after a variable", remove, reset, false},
		{"what no class has", remove, notFound, true},
		{"a lost connection where twice does no harm", load, reset, true},
		{"what was not sent, there too", load, refused, true},
		{"a name that does not exist, there neither", load, notFound, false},
		{"a lost connection where twice is wrong", charge, reset, false},
		{"what was not sent, there too", charge, refused, true},
		{"what was not sent because time ran out", charge, dialTimeout, true},
		{"a variable of an error that tells of a timeout", charge, fmt.Errorf("%w: %w", ErrBusy, os.ErrDeadlineExceeded), false},
		{"a mark counts for more", fetch, backoff.Permanent(refused), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inner := &broken{err: tt.err}
			if err := tt.call(NewRetryingStore(inner)); err == nil {
				t.Error("no error")
			}
			want := 1
			if tt.retried {
				want = 3
			}
			if inner.attempts != want {
				t.Errorf("%d attempts, want %d", inner.attempts, want)
			}
		})
	}
}

// A step is a response, or an error.
type step struct {
	status int
	after  string
	err    error
}

// scripted returns one step after the other.
type scripted struct {
	steps  []step
	begins []time.Duration
	start  time.Time
	open   int
}

func (s *scripted) Do(*http.Request) (*http.Response, error) {
	next := s.steps[len(s.begins)]
	s.begins = append(s.begins, time.Since(s.start))
	if next.err != nil {
		return nil, next.err
	}
	return s.response(next), nil
}

func (s *scripted) response(next step) *http.Response {
	s.open++
	header := http.Header{}
	if next.after != "" {
		header.Set("Retry-After", next.after)
	}
	return &http.Response{StatusCode: next.status, Header: header, Body: body{strings.NewReader("text"), s}}
}

type body struct {
	io.Reader
	of *scripted
}

func (b body) Close() error {
	b.of.open--
	return nil
}

// Rule 1.31: retry_result takes classes of responses, and errors those of errors, which httphint's are as well.
func TestResponses(t *testing.T) {
	hinted := &httphint.Error{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"2"}}}
	tests := []struct {
		name  string
		steps []step
		want  []time.Duration // when attempts begin
	}{
		{"too many requests", []step{{status: 429}, {status: 503}, {status: 200}}, []time.Duration{0, 0, 0}},
		{"too early", []step{{status: 425}, {status: 200}}, []time.Duration{0, 0}},
		{"a gateway, which leaves open what was done", []step{{status: 502}}, []time.Duration{0}},
		{"not found", []step{{status: 404}}, []time.Duration{0}},
		{"an error that is a status, and its hint", []step{{err: hinted}, {status: 200}}, []time.Duration{0, 2 * time.Second}},
		{"not sent", []step{{err: refused}, {status: 200}}, []time.Duration{0, 0}},
		{"a lost connection", []step{{err: reset}}, []time.Duration{0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &scripted{steps: tt.steps, start: time.Now()}
				resp, err := NewRetryingDoer(inner).Do(httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
				if !slices.Equal(inner.begins, tt.want) {
					t.Errorf("attempts began after %v, want %v", inner.begins, tt.want)
				}
				last := tt.steps[len(tt.steps)-1]
				if err != last.err {
					t.Errorf("the error is %v, want %v", err, last.err)
				}
				if err == nil {
					if resp.StatusCode != last.status {
						t.Errorf("the status is %d, want %d", resp.StatusCode, last.status)
					}
					resp.Body.Close()
				}
				if inner.open != 0 {
					t.Errorf("%d bodies were left open", inner.open)
				}
			})
		})
	}
}

// api answers always with the same status.
type api struct{ attempts, status int }

func (a *api) Get(context.Context, string) (int, *http.Response, error) {
	a.attempts++
	return a.attempts, &http.Response{StatusCode: a.status, Body: http.NoBody}, nil
}

func (a *api) Ping(context.Context) error {
	a.attempts++
	return refused
}

// Rule 1.31: the first *http.Response among the results is looked at, and a default's class passes over methods without one.
func TestResponseAmongResults(t *testing.T) {
	for status, want := range map[int]int{502: 2, 429: 2, 404: 1} {
		inner := &api{status: status}
		n, resp, err := NewRetryingAPI(inner).Get(t.Context(), "/")
		if n != want || err != nil || resp.StatusCode != status {
			t.Errorf("status %d: attempt %d returned %v, %v, want attempt %d", status, n, resp, err, want)
		}
		resp.Body.Close()
	}
	inner := &api{}
	if err := NewRetryingAPI(inner).Ping(t.Context()); err != error(refused) || inner.attempts != 2 {
		t.Errorf("%d attempts returned %v", inner.attempts, err)
	}
}
