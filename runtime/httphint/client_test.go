package httphint_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// A client is a typed client of a weather service.
type client struct {
	http *http.Client
	base string
}

func (c *client) Today(ctx context.Context, city string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/"+url.PathEscape(city), nil)
	if err != nil {
		return "", err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if err := httphint.FromResponse(resp); err != nil {
		return "", err
	}
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}

// A service answers with one status after the other, the last one again and again, and notes when it was asked.
type service struct {
	answers []answer
	asked   []time.Time
}

type answer struct {
	status     int
	retryAfter func() string // nil for none
}

func (s *service) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	s.asked = append(s.asked, time.Now())
	a := s.answers[min(len(s.asked), len(s.answers))-1]
	if a.retryAfter != nil {
		w.Header().Set("Retry-After", a.retryAfter())
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, "sunny")
}

func (s *service) pauses() []time.Duration {
	var pauses []time.Duration
	for i := range s.asked[1:] {
		pauses = append(pauses, s.asked[i+1].Sub(s.asked[i]))
	}
	return pauses
}

func after(text string) func() string { return func() string { return text } }

func dated(d time.Duration) func() string {
	return func() string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
}

// pipes is a listener whose connections never leave the process, so that a synctest bubble sees when they wait.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// serve runs a server for the handler, and returns a client for it. Both end with the test.
func serve(t *testing.T, handler http.Handler) *client {
	listener := &pipes{make(chan net.Conn), make(chan struct{})}
	server := &http.Server{Handler: handler}
	served := make(chan error)
	go func() { served <- server.Serve(listener) }()
	transport := &http.Transport{DialContext: listener.dial}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != http.ErrServerClosed {
			t.Error(err)
		}
	})
	return &client{&http.Client{Transport: transport}, "http://weather.test"}
}

func TestADecoratorComesBackWhenTheServerSays(t *testing.T) {
	const second = time.Second
	for _, test := range []struct {
		name    string
		answers []answer
		pauses  []time.Duration
		status  int // of the error; 0 for none
	}{
		{"seconds", []answer{{503, after("7")}, {200, nil}}, []time.Duration{7 * second}, 0},
		{"a date", []answer{{429, dated(9 * second)}, {200, nil}}, []time.Duration{9 * second}, 0},
		{"both, and none", []answer{{429, after("2")}, {503, dated(3 * second)}, {502, nil}, {200, nil}},
			[]time.Duration{2 * second, 3 * second, 100 * time.Millisecond}, 0},
		{"never sooner than the policy", []answer{{503, after("0")}, {200, nil}}, []time.Duration{100 * time.Millisecond}, 0},
		{"what is no hint", []answer{{503, after("soon")}, {200, nil}}, []time.Duration{100 * time.Millisecond}, 0},
		{"a status that is not retried", []answer{{404, after("1")}}, nil, 404},
		{"later than the deadline", []answer{{503, after("5")}, {503, after("55")}}, []time.Duration{5 * second}, 503},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &service{answers: test.answers}
				weather, err := NewRetryingForecasts(serve(t, s)).Today(t.Context(), "Lisbon")
				if test.status == 0 && (err != nil || weather != "sunny") {
					t.Errorf("%q, %v", weather, err)
				}
				if e, ok := errors.AsType[*httphint.Error](err); test.status != 0 && (!ok || e.StatusCode != test.status) {
					t.Errorf("%v, want status %d", err, test.status)
				}
				if diff := cmp.Diff(test.pauses, s.pauses()); diff != "" {
					t.Errorf("pauses (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestADecoratorReadsARealServersHint(t *testing.T) {
	server := httptest.NewServer(&service{answers: []answer{{503, after("0")}, {429, dated(time.Hour)}}})
	defer server.Close()
	start := time.Now()
	_, err := NewRetryingForecasts(&client{server.Client(), server.URL}).Today(t.Context(), "Lisbon")
	stopped, ok := errors.AsType[*backoff.Error](err)
	if !ok || stopped.Reason != backoff.ReasonDeadline || stopped.Attempts != 2 {
		t.Fatalf("%v, want a stop: an hour is longer than the deadline", err)
	}
	if e, ok := errors.AsType[*httphint.Error](stopped.Last); !ok || e.StatusCode != 429 {
		t.Errorf("the last error is %v", stopped.Last)
	}
	if took := time.Since(start); took >= time.Minute {
		t.Errorf("it took %v to find out", took)
	}
}

func TestTheDecoratorIsNotStale(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", ".")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", cmd, err, output)
	}
}
