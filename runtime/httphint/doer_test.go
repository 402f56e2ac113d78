package httphint_test

import (
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

//backoff:import "github.com/backoffgen/backoffgen/runtime/httphint"

// A Doer sends requests, as an *http.Client does.
type Doer interface {
	// Do hands out responses as they are.
	//
	//backoff:policy deadline=1m pause=100ms max_tries=4 errors=*net.OpError retry_result=httphint.RetryableResponse pause_from=httphint.RetryAfterResponse
	Do(req *http.Request) (*http.Response, error)
}

// get sends a request by a decorated client, and returns what came back, and when the server was asked.
func get(t *testing.T, answers []answer, change func(p *backoff.Policy)) (status int, body string, pauses []time.Duration) {
	t.Helper()
	s := &service{answers: answers}
	inner := serve(t, s)
	policies := DefaultDoerPolicies()
	change(&policies.Do)
	doer, err := NewRetryingDoer(inner.http).WithPolicies(policies)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, inner.base+"/Lisbon", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := doer.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Error(err)
	}
	return resp.StatusCode, string(data), s.pauses()
}

// A real client that hands out responses is asked again when the server said, in a response whose results are rejected. Where
// the server says never, the caller gets the response.
func TestAResponseSaysWhenToComeBack(t *testing.T) {
	const second = time.Second
	for _, test := range []struct {
		name    string
		answers []answer
		change  func(p *backoff.Policy)
		status  int
		pauses  []time.Duration
	}{
		{"a second", []answer{{429, after("1")}, {200, nil}}, nil, 200, []time.Duration{second}},
		{"seconds, a date, and nothing", []answer{{503, after("7")}, {429, dated(9 * second)}, {502, nil}, {200, nil}}, nil,
			200, []time.Duration{7 * second, 9 * second, 100 * time.Millisecond}},
		{"all tries", []answer{{429, after("1")}}, nil, 429, []time.Duration{second, second, second}},
		{"what is not retried", []answer{{404, after("1")}}, nil, 404, nil},
		{"longer than max_hint", []answer{{429, after("1")}, {429, after("30")}},
			func(p *backoff.Policy) { p.MaxHint = 10 * second }, 429, []time.Duration{second}},
		{"later than retry_for", []answer{{429, after("1")}, {429, after("9")}},
			func(p *backoff.Policy) { p.RetryFor = 5 * second }, 429, []time.Duration{second}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if test.change == nil {
					test.change = func(*backoff.Policy) {}
				}
				status, body, pauses := get(t, test.answers, test.change)
				if status != test.status || body != "sunny" {
					t.Errorf("status %d and %q, want %d", status, body, test.status)
				}
				if diff := cmp.Diff(test.pauses, pauses); diff != "" {
					t.Errorf("pauses (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// The other headers count in the same way.
func TestAResponseHasTheLastWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked []time.Time
		inner := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked = append(asked, time.Now())
			switch len(asked) {
			case 1:
				w.Header().Set("Retry-After-Ms", "250")
			case 2:
				w.Header().Set("X-RateLimit-Reset", "3")
			case 3:
				w.Header().Set("X-Should-Retry", "false")
			}
			w.WriteHeader(http.StatusTooManyRequests)
		}))
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, inner.base, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := NewRetryingDoer(inner.http).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if len(asked) != 3 || asked[1].Sub(asked[0]) != 250*time.Millisecond || asked[2].Sub(asked[1]) != 3*time.Second {
			t.Errorf("asked at %v", asked)
		}
	})
}
