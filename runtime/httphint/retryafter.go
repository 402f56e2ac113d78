package httphint

import (
	"errors"
	"net/http"
	"time"
)

// RetryAfter is a pause_from for the errors of this package: it returns how long the server asked to stay away in the
// first [*Error] of err's tree, and false when there is none, or it does not say. Where the header X-Should-Retry is false it
// returns a negative pause, which ends the call. [backoff.RetryAfter], which knows more kinds of errors, reads the same, but
// for X-Should-Retry.
//
// [backoff.RetryAfter]: https://pkg.go.dev/github.com/backoffgen/backoffgen/runtime#RetryAfter
func RetryAfter(err error) (time.Duration, bool) {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return 0, false
	}
	return e.hint()
}

// RetryAfterResponse is a pause_from for methods that return a response and an error, as an http.Client's Do does. It reads from
// a response that has just been received what [RetryAfter] reads from an error that is made of it; where there is an
// error, it is RetryAfter of that.
func RetryAfterResponse(resp *http.Response, err error) (time.Duration, bool) {
	if err != nil || resp == nil {
		return RetryAfter(err)
	}
	return (&Error{StatusCode: resp.StatusCode, Header: resp.Header, Received: time.Now()}).hint()
}

// hint returns the pause that the server asked for, negative where it said never, and whether it said anything.
func (e *Error) hint() (time.Duration, bool) {
	if should, said := e.shouldRetry(); said && !should {
		return -1, true
	}
	d := e.RetryAfter()
	return d, d >= 0
}

// RetryAfter returns how long the server asks its clients to stay away, from now on, or a negative duration when its
// response does not say. The first of these headers that makes sense counts:
//
//   - Retry-After-Ms, as OpenAI and Azure send it (the latter as X-Ms-Retry-After-Ms too): a number of milliseconds;
//   - Retry-After of RFC 9110, section 10.2.3: a number of seconds, or a date;
//   - X-RateLimit-Reset, where X-RateLimit-Remaining is 0, or is missing beside a status of 429. As an answer to a request that
//     was within the limit, it says when a quota is filled that is not used up. From 100,000,000 on its value is a Unix time
//     in seconds, as of GitHub, from 100,000,000,000 on one in milliseconds; a smaller one is a number of seconds from now.
//
// Numbers count from when the response was received. A point in time is a reading of the server's clock, so it is compared
// with another one: the response's Date, plus its Age where a cache kept it. Thus a client whose clock is wrong waits no
// longer, and no less. Without a Date there is only the client's own clock to compare with.
//
// What has passed since the response was received is taken off, and the result is 0 when the time has come. A header
// that is none of this is no hint. A time that does not fit is the longest duration.
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
