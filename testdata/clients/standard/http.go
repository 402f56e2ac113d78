// Code generated from the table of clients' errors. DO NOT EDIT.

package standard

import (
	"context"
	"crypto/tls"
	"errors"
	"github.com/backoffgen/backoffgen/runtime/httphint"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
)

// httpClasses are the predicates of @http.
func httpClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isHTTPUnsent,
		"throttled":                          isHTTPThrottled,
		"transient":                          isHTTPTransient,
		"unknown":                            isHTTPUnknown,
		"unsent,throttled,transient":         isHTTP,
		"unsent,throttled,transient,unknown": isHTTPIdempotent,
	}
}

// isHTTPUnsent reports whether err is unsent as @http has it, for HTTP through net/http, and responses as errors of runtime/httphint:
//   - unsent: surely not carried out; always safe to repeat.
func isHTTPUnsent(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unsent: no connection could be made (net/dial.go:745, net/http/transport.go:1785, net/http/socks_bundle.go:182@go1.26.8)
	if e, ok := errors.AsType[*net.OpError](err); ok {
		switch e.Op {
		case "dial",
			"proxyconnect",  // the connection through a proxy
			"socks connect": // the same, SOCKS
			return true
		}
	}
	// unsent: the handshake took too long, or the server refused the stream; there is a text alone (net/http/transport.go:3211, net/http/h2_bundle.go:1414@go1.26.8)
	return strings.Contains(err.Error(), "net/http: TLS handshake timeout") || strings.Contains(err.Error(), "; REFUSED_STREAM")
}

// isHTTPThrottled reports whether err is throttled as @http has it, for HTTP through net/http, and responses as errors of runtime/httphint:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isHTTPThrottled(err error) bool {
	// throttled: 429 and 503: too many requests, or unable to handle one now (RFC 6585, section 4; RFC 9110, section 15.6.4)
	if e, ok := errors.AsType[*httphint.Error](err); ok {
		switch e.StatusCode {
		case http.StatusTooManyRequests, http.StatusServiceUnavailable:
			return true
		}
	}
	return false
}

// isHTTPTransient reports whether err is transient as @http has it, for HTTP through net/http, and responses as errors of runtime/httphint:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isHTTPTransient(err error) bool {
	// transient: 421 and 425: the wrong connection, or too early in one (RFC 9110, section 15.5.20; RFC 8470, section 5.2)
	if e, ok := errors.AsType[*httphint.Error](err); ok {
		switch e.StatusCode {
		case http.StatusMisdirectedRequest, http.StatusTooEarly:
			return true
		}
	}
	return false
}

// isHTTPUnknown reports whether err is unknown as @http has it, for HTTP through net/http, and responses as errors of runtime/httphint:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isHTTPUnknown(err error) bool {
	// unknown: 408, 502 and 504: cut off before the end, or between a gateway and the service (RFC 9110, sections 15.5.9, 15.6.3 and 15.6.5)
	if e, ok := errors.AsType[*httphint.Error](err); ok {
		switch e.StatusCode {
		case http.StatusRequestTimeout, http.StatusBadGateway, http.StatusGatewayTimeout:
			return true
		}
	}
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.ECONNABORTED) ||
		errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, syscall.ETIMEDOUT) {
		return true
	}
	// unknown: the connection failed while it was read or written, on whatever system (net/net.go:198, net/net.go:210@go1.26.8)
	if e, ok := errors.AsType[*net.OpError](err); ok {
		switch e.Op {
		case "read", "write":
			return true
		}
	}
	// unknown: the connection or the stream ended; there is a text alone (net/http/transport.go:1023, net/http/h2_bundle.go:8555, net/http/h2_bundle.go:9436, net/http/h2_bundle.go:1414, net/http/transport.go:2281@go1.26.8)
	if strings.Contains(err.Error(), "http: server closed idle connection") ||
		strings.Contains(err.Error(), "http2: client connection lost") ||
		strings.Contains(err.Error(), "http2: server sent GOAWAY") ||
		strings.Contains(err.Error(), "stream error: stream ID") ||
		strings.Contains(err.Error(), "net/http: HTTP/1.x transport connection broken") {
		return true
	}
	// unknown: it took too long (context/context.go:171, os/error.go:27@go1.26.8)
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// isHTTP reports whether err is unsent, throttled or transient as @http has it, for HTTP through net/http, and responses as errors of runtime/httphint:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isHTTP(err error) bool {
	// throttled: 429 and 503: too many requests, or unable to handle one now (RFC 6585, section 4; RFC 9110, section 15.6.4)
	// transient: 421 and 425: the wrong connection, or too early in one (RFC 9110, section 15.5.20; RFC 8470, section 5.2)
	if e, ok := errors.AsType[*httphint.Error](err); ok {
		switch e.StatusCode {
		case http.StatusTooManyRequests,
			http.StatusServiceUnavailable,
			http.StatusMisdirectedRequest,
			http.StatusTooEarly:
			return true
		}
	}
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unsent: no connection could be made (net/dial.go:745, net/http/transport.go:1785, net/http/socks_bundle.go:182@go1.26.8)
	if e, ok := errors.AsType[*net.OpError](err); ok {
		switch e.Op {
		case "dial",
			"proxyconnect",  // the connection through a proxy
			"socks connect": // the same, SOCKS
			return true
		}
	}
	// unsent: the handshake took too long, or the server refused the stream; there is a text alone (net/http/transport.go:3211, net/http/h2_bundle.go:1414@go1.26.8)
	return strings.Contains(err.Error(), "net/http: TLS handshake timeout") || strings.Contains(err.Error(), "; REFUSED_STREAM")
}

// isHTTPIdempotent reports whether err is unsent, throttled, transient or unknown as @http has it, for HTTP through net/http, and responses as errors of runtime/httphint:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isHTTPIdempotent(err error) bool {
	// throttled: 429 and 503: too many requests, or unable to handle one now (RFC 6585, section 4; RFC 9110, section 15.6.4)
	// transient: 421 and 425: the wrong connection, or too early in one (RFC 9110, section 15.5.20; RFC 8470, section 5.2)
	// unknown: 408, 502 and 504: cut off before the end, or between a gateway and the service (RFC 9110, sections 15.5.9, 15.6.3 and 15.6.5)
	if e, ok := errors.AsType[*httphint.Error](err); ok {
		switch e.StatusCode {
		case http.StatusTooManyRequests,
			http.StatusServiceUnavailable,
			http.StatusMisdirectedRequest,
			http.StatusTooEarly,
			http.StatusRequestTimeout,
			http.StatusBadGateway,
			http.StatusGatewayTimeout:
			return true
		}
	}
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.ECONNABORTED) ||
		errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, syscall.ETIMEDOUT) {
		return true
	}
	// unknown: the connection failed while it was read or written, on whatever system (net/net.go:198, net/net.go:210@go1.26.8)
	if e, ok := errors.AsType[*net.OpError](err); ok {
		switch e.Op {
		case "read", "write":
			return true
		}
	}
	// unknown: the connection or the stream ended; there is a text alone (net/http/transport.go:1023, net/http/h2_bundle.go:8555, net/http/h2_bundle.go:9436, net/http/h2_bundle.go:1414, net/http/transport.go:2281@go1.26.8)
	if strings.Contains(err.Error(), "http: server closed idle connection") ||
		strings.Contains(err.Error(), "http2: client connection lost") ||
		strings.Contains(err.Error(), "http2: server sent GOAWAY") ||
		strings.Contains(err.Error(), "stream error: stream ID") ||
		strings.Contains(err.Error(), "net/http: HTTP/1.x transport connection broken") {
		return true
	}
	// unknown: it took too long (context/context.go:171, os/error.go:27@go1.26.8)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) {
		return true
	}
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unsent: no connection could be made (net/dial.go:745, net/http/transport.go:1785, net/http/socks_bundle.go:182@go1.26.8)
	if e, ok := errors.AsType[*net.OpError](err); ok {
		switch e.Op {
		case "dial",
			"proxyconnect",  // the connection through a proxy
			"socks connect": // the same, SOCKS
			return true
		}
	}
	// unsent: the handshake took too long, or the server refused the stream; there is a text alone (net/http/transport.go:3211, net/http/h2_bundle.go:1414@go1.26.8)
	return strings.Contains(err.Error(), "net/http: TLS handshake timeout") || strings.Contains(err.Error(), "; REFUSED_STREAM")
}

// isHTTPThrottledResponse reports whether a response is throttled as @http has it.
func isHTTPThrottledResponse(resp *http.Response) bool {
	if resp == nil {
		return false
	}
	switch resp.StatusCode {
	// throttled: 429 and 503: too many requests, or unable to handle one now (RFC 6585, section 4; RFC 9110, section 15.6.4)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return true
	}
	return false
}

// isHTTPTransientResponse reports whether a response is transient as @http has it.
func isHTTPTransientResponse(resp *http.Response) bool {
	if resp == nil {
		return false
	}
	switch resp.StatusCode {
	// transient: 421 and 425: the wrong connection, or too early in one (RFC 9110, section 15.5.20; RFC 8470, section 5.2)
	case http.StatusMisdirectedRequest, http.StatusTooEarly:
		return true
	}
	return false
}

// isHTTPUnknownResponse reports whether a response is unknown as @http has it.
func isHTTPUnknownResponse(resp *http.Response) bool {
	if resp == nil {
		return false
	}
	switch resp.StatusCode {
	// unknown: 408, 502 and 504: cut off before the end, or between a gateway and the service (RFC 9110, sections 15.5.9, 15.6.3 and 15.6.5)
	case http.StatusRequestTimeout, http.StatusBadGateway, http.StatusGatewayTimeout:
		return true
	}
	return false
}
