// Package httpdoer has methods whose context is in their request.
package httpdoer

import "net/http"

// Doer is what *http.Client does.
type Doer interface {
	//backoff:policy attempt_timeout=100ms deadline=1s pause=10ms errors=error
	Do(req *http.Request) (*http.Response, error)
}

// Transport is an http.RoundTripper, without limits.
//
//backoff:retry 3
type Transport interface {
	http.RoundTripper
}
