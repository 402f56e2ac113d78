package httphint_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/backoffgen/backoffgen/runtime/httphint"
)

func TestFromResponse(t *testing.T) {
	for status, want := range map[int]string{
		100: "", 200: "", 204: "", 304: "", 399: "",
		400: "HTTP 400 Bad Request", 404: "HTTP 404 Not Found", 429: "HTTP 429 Too Many Requests",
		503: "HTTP 503 Service Unavailable", 599: "HTTP 599",
	} {
		err := httphint.FromResponse(&http.Response{StatusCode: status})
		if want == "" {
			if err != nil {
				t.Errorf("%d is %v", status, err)
			}
			continue
		}
		if e, ok := errors.AsType[*httphint.Error](err); !ok || e.StatusCode != status || e.Error() != want || e.Received.IsZero() {
			t.Errorf("%d is %#v, want %s", status, err, want)
		}
	}
}

func TestRetryable(t *testing.T) {
	retryable := map[int]bool{408: true, 429: true, 502: true, 503: true, 504: true}
	for status := 400; status < 600; status++ {
		err := fmt.Errorf("today: %w", httphint.FromResponse(&http.Response{StatusCode: status}))
		if got := httphint.Retryable(err); got != retryable[status] {
			t.Errorf("%d is retryable: %t", status, got)
		}
	}
	if httphint.Retryable(nil) || httphint.Retryable(errors.New("HTTP 503 Service Unavailable")) {
		t.Error("what is no response's error is retryable")
	}
}
