package httphint_test

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

func TestRetryAfter(t *testing.T) {
	at := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	for _, test := range []struct {
		name   string
		header func() http.Header
		want   time.Duration // when it has just been received
	}{
		{"none", func() http.Header { return http.Header{} }, -1},
		{"no header at all", func() http.Header { return nil }, -1},
		{"seconds", func() http.Header { return http.Header{"Retry-After": {"120"}} }, 2 * time.Minute},
		{"no seconds", func() http.Header { return http.Header{"Retry-After": {"0"}} }, 0},
		{"leading zeros", func() http.Header { return http.Header{"Retry-After": {"007"}} }, 7 * time.Second},
		{"spaces around", func() http.Header { return http.Header{"Retry-After": {" 7\t"}} }, 7 * time.Second},
		{"more seconds than fit a duration", func() http.Header { return http.Header{"Retry-After": {"9223372037"}} }, math.MaxInt64},
		{"more digits than fit a number", func() http.Header { return http.Header{"Retry-After": {"99999999999999999999999"}} }, math.MaxInt64},
		{"a sign", func() http.Header { return http.Header{"Retry-After": {"-5"}} }, -1},
		{"a fraction", func() http.Header { return http.Header{"Retry-After": {"1.5"}} }, -1},
		{"a unit", func() http.Header { return http.Header{"Retry-After": {"5s"}} }, -1},
		{"nothing in it", func() http.Header { return http.Header{"Retry-After": {""}} }, -1},
		{"a date by the client's clock", func() http.Header { return http.Header{"Retry-After": {at(time.Minute)}} }, time.Minute},
		{"a date that has passed", func() http.Header { return http.Header{"Retry-After": {at(-time.Minute)}} }, 0},
		{"a date by a server's clock that is an hour ahead", func() http.Header {
			return http.Header{"Date": {at(time.Hour)}, "Retry-After": {at(time.Hour + time.Minute)}}
		}, time.Minute},
		{"a date by a server's clock that is an hour behind", func() http.Header {
			return http.Header{"Date": {at(-time.Hour)}, "Retry-After": {at(time.Minute - time.Hour)}}
		}, time.Minute},
		{"a date from a cache", func() http.Header {
			return http.Header{"Date": {at(-20 * time.Second)}, "Age": {"20"}, "Retry-After": {at(40 * time.Second)}}
		}, 40 * time.Second},
		{"a date with an Age that makes no sense", func() http.Header {
			return http.Header{"Date": {at(0)}, "Age": {"old"}, "Retry-After": {at(40 * time.Second)}}
		}, 40 * time.Second},
		{"a date with a Date that makes no sense", func() http.Header {
			return http.Header{"Date": {"today"}, "Retry-After": {at(40 * time.Second)}}
		}, 40 * time.Second},
		{"an obsolete date", func() http.Header {
			return http.Header{"Retry-After": {time.Now().Add(time.Minute).UTC().Format(time.ANSIC)}}
		}, time.Minute},
		{"the end of days", func() http.Header {
			return http.Header{"Date": {at(0)}, "Retry-After": {"Fri, 31 Dec 9999 23:59:59 GMT"}}
		}, math.MaxInt64},
		{"the beginning of days, from a cache", func() http.Header {
			return http.Header{"Date": {at(0)}, "Age": {"9223372036"}, "Retry-After": {"Mon, 01 Jan 0001 00:00:00 GMT"}}
		}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				err := httphint.FromResponse(&http.Response{StatusCode: 503, Header: test.header()})
				if e, ok := err.(*httphint.Error); !ok || e.RetryAfter() != test.want {
					t.Errorf("%v says %v, want %v", err, e.RetryAfter(), test.want)
				}
				e := httphint.Error{Header: test.header()}
				if got := e.RetryAfter(); got != test.want {
					t.Errorf("%v when it is not known when it was received, want %v", got, test.want)
				}
				wrapped := fmt.Errorf("today: %w", errors.Join(errors.New("sorry"), err))
				for _, read := range []func(error) (time.Duration, bool){httphint.RetryAfter, backoff.RetryAfter} {
					if d, ok := read(wrapped); ok != (test.want >= 0) || ok && d != test.want {
						t.Errorf("a policy reads %v, %t", d, ok)
					}
				}
			})
		})
	}
}

func TestRetryAfterTakesOffWhatHasPassed(t *testing.T) {
	for form, value := range map[string]func() string{
		"seconds": func() string { return "60" },
		"a date":  func() string { return time.Now().Add(time.Minute).UTC().Format(http.TimeFormat) },
	} {
		t.Run(form, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				header := http.Header{"Retry-After": {value()}, "Date": {time.Now().UTC().Format(http.TimeFormat)}}
				e, ok := httphint.FromResponse(&http.Response{StatusCode: 429, Header: header}).(*httphint.Error)
				if !ok {
					t.Fatal("no error")
				}
				header.Set("Retry-After", "1") // the error keeps what came
				for passed, want := range map[time.Duration]time.Duration{20 * time.Second: 40 * time.Second, time.Hour: 0} {
					later := *e
					later.Received = e.Received.Add(-passed)
					if got := later.RetryAfter(); got != want {
						t.Errorf("%v after %v, want %v", got, passed, want)
					}
				}
			})
		})
	}
}
