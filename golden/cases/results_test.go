package cases_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/golden/cases"
)

// A server replies with one status after the other, and fails with an error where there is none.
type server struct {
	replies []any
	began   time.Time
	asked   []time.Duration
	open    int // bodies
}

func (s *server) next() (int, error) {
	s.asked = append(s.asked, time.Since(s.began))
	switch reply := s.replies[min(len(s.asked), len(s.replies))-1].(type) {
	case error:
		return 0, reply
	case int:
		return reply, nil
	}
	panic("neither an error nor a status")
}

func (s *server) Ask(context.Context, string) (cases.Reply, error) {
	status, err := s.next()
	return cases.Reply{Status: status}, err
}

func (s *server) Do(*http.Request) (*http.Response, error) {
	status, err := s.next()
	if err != nil {
		return nil, err
	}
	s.open++
	return &http.Response{StatusCode: status, Body: &body{strings.NewReader("text"), s}}, nil
}

type body struct {
	io.Reader
	of *server
}

func (b *body) Close() error { b.of.open--; return nil }

// Rule 1.3: results end in cases as errors do.
func TestResultsInCases(t *testing.T) {
	for _, test := range []struct {
		name    string
		replies []any
		times   []time.Duration
		status  int
	}{
		{"a case of results", []any{503, 503, 200}, []time.Duration{0, s, 3 * s}, 200},
		{"after its number it is over", []any{503, 503, 503, 200}, []time.Duration{0, s, 3 * s}, 503},
		{"what is in no case is the policy's", []any{500, 503, 500, 500, 200}, []time.Duration{0, 10 * ms, s + 10*ms, s + 20*ms}, 500},
		{"a case of errors and results", []any{301, cases.ErrThrottled, 200}, []time.Duration{0, time.Minute, 2 * time.Minute}, 200},
		{"what neither names is the caller's", []any{404}, []time.Duration{0}, 404},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inner := &server{replies: test.replies, began: time.Now()}
				reply, err := cases.NewRetryingServer(inner).Ask(t.Context(), "")
				if fmt.Sprint(inner.asked) != fmt.Sprint(test.times) || reply.Status != test.status || err != nil {
					t.Errorf("asked at %v, want %v; got %v, %v, want %d", inner.asked, test.times, reply, err, test.status)
				}
			})
		})
	}
}

// Rule 1.3: a class of errors in a case is one of responses, too, where the method returns one.
func TestResponsesInCases(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inner := &server{replies: []any{429, cases.ErrBusy, 429, 500}, began: time.Now()}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://x/", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := cases.NewRetryingServer(inner).Do(req)
		if err != nil || res.StatusCode != 500 || inner.open != 1 {
			t.Fatalf("got %v, %v; %d bodies are open", res, err, inner.open)
		}
		if want := fmt.Sprint([]time.Duration{0, s, s, 2 * s}); fmt.Sprint(inner.asked) != want {
			t.Errorf("asked at %v, want %v", inner.asked, want)
		}
		if err := res.Body.Close(); err != nil || inner.open != 0 {
			t.Errorf("%d bodies are open (error %v)", inner.open, err)
		}
	})
}
