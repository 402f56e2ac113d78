package httphint_test

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// header returns the headers of which names and values are given in turn.
func header(fields ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(fields); i += 2 {
		h.Set(fields[i], fields[i+1])
	}
	return h
}

func TestHeadersBesideRetryAfter(t *testing.T) {
	unix := func(d time.Duration) string { return strconv.FormatInt(time.Now().Add(d).Unix(), 10) }
	date := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	for _, test := range []struct {
		name   string
		status int
		header func() http.Header
		want   time.Duration // negative for none
	}{
		{"milliseconds", 503, func() http.Header { return header("Retry-After-Ms", "1500") }, 1500 * time.Millisecond},
		{"milliseconds with a fraction", 503, func() http.Header { return header("Retry-After-Ms", "0.5") }, 500 * time.Microsecond},
		{"milliseconds of Azure", 503, func() http.Header { return header("X-Ms-Retry-After-Ms", "20") }, 20 * time.Millisecond},
		{"milliseconds before seconds", 503, func() http.Header { return header("Retry-After-Ms", "200", "Retry-After", "1") }, 200 * time.Millisecond},
		{"milliseconds that make no sense", 503, func() http.Header { return header("Retry-After-Ms", "-200", "Retry-After", "1") }, time.Second},
		{"milliseconds in words", 503, func() http.Header { return header("Retry-After-Ms", "1e3") }, -1},
		{"two points", 503, func() http.Header { return header("Retry-After-Ms", "1.2.3") }, -1},
		{"a point", 503, func() http.Header { return header("Retry-After-Ms", ".") }, -1},
		{"more milliseconds than fit", 503, func() http.Header { return header("Retry-After-Ms", "9999999999999999999") }, math.MaxInt64},
		{"more digits than a number has", 503, func() http.Header {
			return header("Retry-After-Ms", fmt.Sprintf("%0500d", 0)+fmt.Sprintf("1%0400d", 0))
		}, math.MaxInt64},

		{"reset, in seconds from now", 429, func() http.Header { return header("X-RateLimit-Reset", "7") }, 7 * time.Second},
		{"reset, with a fraction", 429, func() http.Header { return header("X-RateLimit-Reset", "0.25") }, 250 * time.Millisecond},
		{"reset, at a time", 429, func() http.Header { return header("X-RateLimit-Reset", unix(time.Minute)) }, time.Minute},
		{"reset, at a time in milliseconds", 429, func() http.Header { return header("X-RateLimit-Reset", unix(time.Minute)+"250") }, time.Minute + 250*time.Millisecond},
		{"reset, by a server's clock that is an hour ahead", 429, func() http.Header {
			return header("X-RateLimit-Reset", unix(time.Hour+time.Minute), "Date", date(time.Hour))
		}, time.Minute},
		{"reset, in the past", 429, func() http.Header { return header("X-RateLimit-Reset", unix(-time.Minute)) }, 0},
		{"reset, with nothing left", 403, func() http.Header { return header("X-RateLimit-Reset", "7", "X-RateLimit-Remaining", "0") }, 7 * time.Second},
		{"reset, with something left", 429, func() http.Header { return header("X-RateLimit-Reset", "7", "X-RateLimit-Remaining", "1") }, -1},
		{"reset, with who knows what left", 429, func() http.Header { return header("X-RateLimit-Reset", "7", "X-RateLimit-Remaining", "some") }, -1},
		{"reset of a request that was within the limit", 503, func() http.Header { return header("X-RateLimit-Reset", unix(time.Hour)) }, -1},
		{"reset that makes no sense", 429, func() http.Header { return header("X-RateLimit-Reset", "soon") }, -1},
		{"reset after Retry-After", 429, func() http.Header { return header("X-RateLimit-Reset", unix(time.Hour), "Retry-After", "1") }, time.Second},
		{"reset at the end of days", 429, func() http.Header { return header("X-RateLimit-Reset", "9999999999999999999999") }, math.MaxInt64},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				resp := &http.Response{StatusCode: test.status, Header: test.header()}
				err := fmt.Errorf("today: %w", httphint.FromResponse(resp))
				if d, ok := httphint.RetryAfter(err); ok != (test.want >= 0) || ok && d != test.want {
					t.Errorf("the error says %v, %t, want %v", d, ok, test.want)
				}
				if d, ok := httphint.RetryAfterResponse(resp, nil); ok != (test.want >= 0) || ok && d != test.want {
					t.Errorf("the response says %v, %t, want %v", d, ok, test.want)
				}
			})
		})
	}
}

// X-Should-Retry has the last word, for errors and for responses.
func TestShouldRetry(t *testing.T) {
	for _, test := range []struct {
		status    int
		value     string
		retryable bool
		never     bool
	}{
		{503, "", true, false},
		{503, "true", true, false},
		{503, "false", false, true},
		{503, " False ", false, true},
		{503, "perhaps", true, false},
		{500, "", false, false},
		{500, "true", true, false},
		{409, "TRUE", true, false},
		{404, "false", false, true},
	} {
		resp := &http.Response{StatusCode: test.status, Header: header("X-Should-Retry", test.value, "Retry-After", "3")}
		err := httphint.FromResponse(resp)
		if httphint.Retryable(err) != test.retryable || httphint.RetryableResponse(resp) != test.retryable {
			t.Errorf("%d, %q: retryable as an error %t and as a response %t", test.status, test.value, httphint.Retryable(err), httphint.RetryableResponse(resp))
		}
		for _, read := range []func() (time.Duration, bool){
			func() (time.Duration, bool) { return httphint.RetryAfter(err) },
			func() (time.Duration, bool) { return httphint.RetryAfterResponse(resp, nil) },
		} {
			if d, ok := read(); !ok || (d < 0) != test.never {
				t.Errorf("%d, %q: a policy reads %v, %t", test.status, test.value, d, ok)
			}
		}
	}
}

// Of a response and an error, the error is what counts; neither may be there.
func TestRetryAfterResponseOfErrors(t *testing.T) {
	busy := &http.Response{StatusCode: 503, Header: header("Retry-After", "3")}
	if d, ok := httphint.RetryAfterResponse(busy, errors.New("connection reset")); ok {
		t.Errorf("an error that does not say has %v", d)
	}
	if d, ok := httphint.RetryAfterResponse(nil, httphint.FromResponse(busy)); !ok || d.Round(time.Second) != 3*time.Second {
		t.Errorf("an error that says has %v, %t", d, ok)
	}
	if d, ok := httphint.RetryAfterResponse(nil, nil); ok {
		t.Errorf("nothing has %v", d)
	}
	if httphint.RetryableResponse(nil) || httphint.RetryableResponse(&http.Response{StatusCode: 200}) {
		t.Error("what is no failure is retryable")
	}
}
