package httphint

import (
	"net/http"

	"github.com/backoffgen/backoffgen/runtime/internal/attempt"
)

// header is the one that a key is sent in (draft-ietf-httpapi-idempotency-key-header).
const header = "Idempotency-Key"

// Idempotent reports whether a request may be carried out twice: its method is one of those that RFC 9110 calls idempotent (GET,
// HEAD, OPTIONS, TRACE, PUT and DELETE), or it has an Idempotency-Key, by which its server knows it again. A nil request is not.
func Idempotent(req *http.Request) bool {
	if req == nil {
		return false
	}
	switch req.Method {
	case "", http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace, http.MethodPut, http.MethodDelete:
		return true
	}
	return req.Header.Get(header) != ""
}

// IdempotencyKey returns a RoundTripper that sends each request through next with the header Idempotency-Key, where the request's
// context has a key (backoff.IdempotencyKey returns it) and the request has none of its own: all attempts of a call of a method with
// idempotent=key send the same. A nil next is [http.DefaultTransport]. It is safe for concurrent use where next is.
func IdempotencyKey(next http.RoundTripper) http.RoundTripper {
	if next == nil {
		next = http.DefaultTransport
	}
	return keySender{next}
}

// A keySender sends keys along.
type keySender struct{ next http.RoundTripper }

// RoundTrip does not change req, as [http.RoundTripper] wants it: the key is in a copy.
func (s keySender) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Header.Get(header) != "" {
		return s.next.RoundTrip(req)
	}
	key, ok := attempt.KeyOf(req.Context())
	if !ok {
		return s.next.RoundTrip(req)
	}
	keyed := req.Clone(req.Context())
	if keyed.Header == nil {
		keyed.Header = http.Header{}
	}
	keyed.Header.Set(header, key)
	return s.next.RoundTrip(keyed)
}

// CloseIdleConnections closes those of next, which http.Client asks for by this method.
func (s keySender) CloseIdleConnections() {
	if c, ok := s.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
