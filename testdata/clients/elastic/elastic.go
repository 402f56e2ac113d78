// Code generated from the table of clients' errors. DO NOT EDIT.

package elastic

import (
	"context"
	"crypto/tls"
	"errors"
	"github.com/elastic/go-elasticsearch/v9/typedapi/types"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
)

// elasticClasses are the predicates of @elastic.
func elasticClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isElasticUnsent,
		"throttled":                          isElasticThrottled,
		"conflict":                           isElasticConflict,
		"unknown":                            isElasticUnknown,
		"unsent,throttled,transient":         isElastic,
		"unsent,throttled,transient,unknown": isElasticIdempotent,
	}
}

// isElasticUnsent reports whether err is unsent as @elastic has it, for Elasticsearch through its typed API:
//   - unsent: surely not carried out; always safe to repeat.
func isElasticUnsent(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unsent: no connection could be made (net/dial.go:745@go1.26.8)
	e, ok := errors.AsType[*net.OpError](err)
	return ok && e.Op == "dial"
}

// isElasticThrottled reports whether err is throttled as @elastic has it, for Elasticsearch through its typed API:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isElasticThrottled(err error) bool {
	// throttled: 429: a queue or a circuit breaker is full (typedapi/types/elasticsearcherror.go:31@v9.5.2; Elasticsearch guide, rejected requests)
	e, ok := errors.AsType[*types.ElasticsearchError](err)
	return ok && e.Status == http.StatusTooManyRequests
}

// isElasticConflict reports whether err is conflict as @elastic has it, for Elasticsearch through its typed API:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isElasticConflict(err error) bool {
	// conflict: 409: the document has another version by now (Elasticsearch guide, optimistic concurrency control)
	e, ok := errors.AsType[*types.ElasticsearchError](err)
	return ok && e.Status == http.StatusConflict
}

// isElasticUnknown reports whether err is unknown as @elastic has it, for Elasticsearch through its typed API:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isElasticUnknown(err error) bool {
	// unknown: 502, 503 and 504 (elastictransport/elastictransport.go:47@v8.9.0)
	if e, ok := errors.AsType[*types.ElasticsearchError](err); ok {
		switch e.Status {
		case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
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
	// unknown: it took too long (context/context.go:171, os/error.go:27@go1.26.8)
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// isElastic reports whether err is unsent, throttled or transient as @elastic has it, for Elasticsearch through its typed API:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isElastic(err error) bool {
	// throttled: 429: a queue or a circuit breaker is full (typedapi/types/elasticsearcherror.go:31@v9.5.2; Elasticsearch guide, rejected requests)
	if e, ok := errors.AsType[*types.ElasticsearchError](err); ok && e.Status == http.StatusTooManyRequests {
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
	// unsent: no connection could be made (net/dial.go:745@go1.26.8)
	e, ok := errors.AsType[*net.OpError](err)
	return ok && e.Op == "dial"
}

// isElasticIdempotent reports whether err is unsent, throttled, transient or unknown as @elastic has it, for Elasticsearch through its typed API:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isElasticIdempotent(err error) bool {
	// throttled: 429: a queue or a circuit breaker is full (typedapi/types/elasticsearcherror.go:31@v9.5.2; Elasticsearch guide, rejected requests)
	// unknown: 502, 503 and 504 (elastictransport/elastictransport.go:47@v8.9.0)
	if e, ok := errors.AsType[*types.ElasticsearchError](err); ok {
		switch e.Status {
		case http.StatusTooManyRequests,
			http.StatusBadGateway,
			http.StatusServiceUnavailable,
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
	// unsent: no connection could be made (net/dial.go:745@go1.26.8)
	e, ok := errors.AsType[*net.OpError](err)
	return ok && e.Op == "dial"
}
