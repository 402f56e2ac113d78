// Package httphint lets HTTP clients be retried as their servers ask: it makes errors of responses, and reads from them
// when to come back.
//
// A typed client returns what [FromResponse] makes of a response:
//
//	if err := httphint.FromResponse(resp); err != nil {
//		return nil, err
//	}
//
// and the interface that it implements is annotated with
//
//	//backoff:import "github.com/backoffgen/backoffgen/runtime/httphint"
//
//	//backoff:policy deadline=1m pause=100ms errors=httphint.Retryable pause_from=httphint.RetryAfter
//
// Where an interface hands out responses as they are, as Do(*http.Request) (*http.Response, error) does, the annotation is
//
//	//backoff:policy deadline=1m pause=100ms errors=*net.OpError retry_result=httphint.RetryableResponse pause_from=httphint.RetryAfterResponse
//
// Which headers are read, [Error.RetryAfter] says.
//
// Beside the standard library the package imports only what knows the key of an attempt.
package httphint

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// An Error is a response that says that a request failed. It is not changed once it is made, and safe for concurrent use.
type Error struct {
	StatusCode int         // 400 or more, where FromResponse has made it
	Header     http.Header // a copy of the response's

	// Received is when the response came, which RetryAfter counts from. When it is zero, RetryAfter counts from when it
	// is asked.
	Received time.Time
}

// FromResponse returns an [*Error] for a response with a status of 400 or more, that has just been received, and nil for
// any other. It does not touch the body, which is the client's to close as ever.
func FromResponse(resp *http.Response) error {
	if resp.StatusCode < 400 {
		return nil
	}
	return &Error{StatusCode: resp.StatusCode, Header: resp.Header.Clone(), Received: time.Now()}
}

// Error returns the status with its name, such as "HTTP 503 Service Unavailable".
func (e *Error) Error() string {
	text := http.StatusText(e.StatusCode)
	if text == "" {
		return fmt.Sprintf("HTTP %d", e.StatusCode)
	}
	return fmt.Sprintf("HTTP %d %s", e.StatusCode, text)
}

// Retryable reports whether err's tree has an [*Error] with a status that may be another one next time:
//
//   - 408 Request Timeout: the server did not wait for the whole request, and would have it again;
//   - 429 Too Many Requests: later it will not be one too many;
//   - 502 Bad Gateway, 503 Service Unavailable, 504 Gateway Timeout: something before the service, or its load, is in
//     the way.
//
// The header X-Should-Retry, by which some servers have the last word, goes before the status: true makes any status one to
// retry, false none.
//
// Whether the server did what it was asked, 502 and 504 do not tell: what must not be done twice should carry a key by
// which the server knows it again. 500 is not among them, since what is broken answers so the next time too. Errors
// without a response, such as a refused connection, are beside the point; errors=httphint.Retryable,*net.OpError names
// both.
func Retryable(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.retryable()
}

// RetryableResponse is a retry_result for methods that return a response, or that and an error: it reports of a response what
// [Retryable] does of an error that is made of it. A nil response is not one to retry.
func RetryableResponse(resp *http.Response) bool {
	return resp != nil && (&Error{StatusCode: resp.StatusCode, Header: resp.Header}).retryable()
}

func (e *Error) retryable() bool {
	if should, said := e.shouldRetry(); said {
		return should
	}
	switch e.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooManyRequests,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
