package httphint

import (
	"errors"
	"math"
	"net/http"
	"strings"
	"time"
)

// RetryAfter is a pause_from for the errors of this package: it returns how long the server asked to stay away in the
// first [*Error] of err's tree, and false when there is none, or it does not say. [backoff.RetryAfter], which knows more
// kinds of errors, reads the same.
//
// [backoff.RetryAfter]: https://pkg.go.dev/github.com/backoffgen/backoffgen/runtime#RetryAfter
func RetryAfter(err error) (time.Duration, bool) {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return 0, false
	}
	d := e.RetryAfter()
	return d, d >= 0
}

// RetryAfter returns how long the server asks its clients to stay away, from now on, or a negative duration when its
// response does not say. It reads the header Retry-After of RFC 9110, section 10.2.3, in both of its forms:
//
//   - a number of seconds counts from when the response was received;
//   - a date is a reading of the server's clock, so it is compared with another one: the response's Date, plus its Age
//     where a cache kept it. Thus a client whose clock is wrong waits no longer, and no less. Without a Date there is
//     only the client's own clock to compare with.
//
// What has passed since the response was received is taken off, and the result is 0 when the time has come. A header
// that is neither is no hint. A time that does not fit is the longest duration.
func (e *Error) RetryAfter() time.Duration {
	asked, ok := e.asked()
	if !ok {
		return -1
	}
	asked = max(asked, 0)
	if e.Received.IsZero() {
		return asked
	}
	return max(asked-max(time.Since(e.Received), 0), 0)
}

// asked returns the time from when the response was received until it asks its client to come back.
func (e *Error) asked() (time.Duration, bool) {
	value := strings.Trim(e.Header.Get("Retry-After"), " \t")
	if d, ok := seconds(value); ok {
		return d, true
	}
	when, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	date, err := http.ParseTime(e.Header.Get("Date"))
	switch {
	case err == nil:
		age, _ := seconds(strings.Trim(e.Header.Get("Age"), " \t"))
		return when.Sub(date.Add(age)), true
	case e.Received.IsZero():
		return time.Until(when), true
	}
	return when.Sub(e.Received), true
}

// seconds reads a number of seconds, which has digits alone. One that does not fit is the longest duration.
func seconds(value string) (time.Duration, bool) {
	if value == "" {
		return 0, false
	}
	var n int64
	for _, digit := range []byte(value) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		if n < math.MaxInt64/int64(time.Second) {
			n = n*10 + int64(digit-'0')
		}
	}
	if n > math.MaxInt64/int64(time.Second) {
		return math.MaxInt64, true
	}
	return time.Duration(n) * time.Second, true
}
