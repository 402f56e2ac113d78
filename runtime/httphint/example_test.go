package httphint_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

func Example() {
	busy := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if busy {
			busy = false
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, "sunny in ", r.URL.Path[1:])
	}))
	defer server.Close()

	// Today is annotated with errors=httphint.Retryable pause_from=httphint.RetryAfter, and the client returns what
	// httphint.FromResponse makes of each response.
	forecasts := NewRetryingForecasts(&client{server.Client(), server.URL})
	fmt.Println(forecasts.Today(context.Background(), "Lisbon"))
	// Output: sunny in Lisbon <nil>
}

func ExampleFromResponse() {
	resp := &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"30"}}}
	err := httphint.FromResponse(resp)
	fmt.Println(err)
	if e, ok := errors.AsType[*httphint.Error](err); ok {
		fmt.Println(e.Header.Get("Retry-After"), httphint.Retryable(err))
	}
	// Output:
	// HTTP 429 Too Many Requests
	// 30 true
}

// The same without generation: what an annotation names are fields of a policy.
func ExampleRetryAfter() {
	policy := &backoff.Policy{
		MaxTries:  3,
		Errors:    []backoff.Matcher{backoff.MatchFunc(httphint.Retryable)},
		PauseFrom: httphint.RetryAfter,
	}
	tries := 0
	err := backoff.Run(context.Background(), policy, func(context.Context) error {
		tries++
		return httphint.FromResponse(&http.Response{
			StatusCode: http.StatusServiceUnavailable,
			Header:     http.Header{"Retry-After": {"0"}},
		})
	})
	fmt.Println(err, "after", tries, "tries")
	// Output: HTTP 503 Service Unavailable after 3 tries
}

func ExampleRetryAfterResponse() {
	resp := &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{}}
	resp.Header.Set("X-RateLimit-Remaining", "0")
	resp.Header.Set("X-RateLimit-Reset", "30")
	pause, ok := httphint.RetryAfterResponse(resp, nil)
	fmt.Println(pause.Round(time.Second), ok)
	resp.Header.Set("X-Should-Retry", "false")
	pause, _ = httphint.RetryAfterResponse(resp, nil)
	fmt.Println("never:", pause < 0)
	// Output:
	// 30s true
	// never: true
}

func ExampleRetryableResponse() {
	for _, status := range []int{200, 404, 429, 503} {
		fmt.Print(status, " ", httphint.RetryableResponse(&http.Response{StatusCode: status}), ", ")
	}
	// Output: 200 false, 404 false, 429 true, 503 true,
}
