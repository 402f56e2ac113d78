package httphint

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// asked returns the time from when the response was received until it asks its client to come back.
func (e *Error) asked() (time.Duration, bool) {
	for _, name := range []string{"Retry-After-Ms", "X-Ms-Retry-After-Ms"} {
		if n, ok := number(e.header(name)); ok {
			return times(n, time.Millisecond), true
		}
	}
	value := e.header("Retry-After")
	if d, ok := seconds(value); ok {
		return d, true
	}
	if when, err := http.ParseTime(value); err == nil {
		return e.until(when), true
	}
	return e.reset()
}

// The least values of an X-RateLimit-Reset that are a Unix time. As numbers of seconds from now they would be three years and more.
const (
	unixSeconds = 100_000_000
	unixMillis  = 100_000_000_000
)

// reset returns the time until a quota that is used up is filled again.
func (e *Error) reset() (time.Duration, bool) {
	left := e.header("X-RateLimit-Remaining")
	if n, ok := number(left); left != "" && (!ok || n > 0) || left == "" && e.StatusCode != http.StatusTooManyRequests {
		return 0, false
	}
	n, ok := number(e.header("X-RateLimit-Reset"))
	switch {
	case !ok:
		return 0, false
	case n >= unixMillis:
		return e.until(time.UnixMilli(int64(min(n, math.MaxInt64/2)))), true
	case n >= unixSeconds:
		return e.until(time.UnixMilli(int64(n * 1000))), true
	}
	return times(n, time.Second), true
}

// until returns the time from when the response was received until when, which is a reading of the server's clock.
func (e *Error) until(when time.Time) time.Duration {
	date, err := http.ParseTime(e.Header.Get("Date"))
	switch {
	case err == nil:
		age, _ := seconds(e.header("Age"))
		return when.Sub(date.Add(age))
	case e.Received.IsZero():
		return time.Until(when)
	}
	return when.Sub(e.Received)
}

// shouldRetry returns what the header X-Should-Retry says, and whether it says anything.
func (e *Error) shouldRetry() (should, said bool) {
	switch strings.ToLower(e.header("X-Should-Retry")) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}

// header returns a header's value without the spaces around it.
func (e *Error) header(name string) string { return strings.Trim(e.Header.Get(name), " \t") }

// number reads a number of digits, which may have a fraction.
func number(value string) (float64, bool) {
	if value == "" || strings.Trim(value, "0123456789.") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(value, 64)
	return n, err == nil || errors.Is(err, strconv.ErrRange) // then it is infinite
}

// times returns n times a unit; one that does not fit is the longest duration.
func times(n float64, unit time.Duration) time.Duration {
	if d := n * float64(unit); d < math.MaxInt64 {
		return time.Duration(d)
	}
	return math.MaxInt64
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
