// Code generated from the table of clients' errors. DO NOT EDIT.

package cloud

import (
	"context"
	"crypto/tls"
	"errors"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
)

// azureClasses are the predicates of @azure.
func azureClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isAzureUnsent,
		"throttled":                          isAzureThrottled,
		"conflict":                           isAzureConflict,
		"unknown":                            isAzureUnknown,
		"unsent,throttled,transient":         isAzure,
		"unsent,throttled,transient,unknown": isAzureIdempotent,
	}
}

// isAzureUnsent reports whether err is unsent as @azure has it, for Azure through azcore:
//   - unsent: surely not carried out; always safe to repeat.
func isAzureUnsent(err error) bool {
	// never: what the SDK itself marks as not to be retried, such as a token that it could not get (runtime/policy_retry.go:179@v1.24.0)
	if _, ok := errors.AsType[interface {
		error
		NonRetriable()
	}](err); ok {
		return false
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

// isAzureThrottled reports whether err is throttled as @azure has it, for Azure through azcore:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isAzureThrottled(err error) bool {
	// throttled: 429 and 503: throttled, or busy (runtime/policy_retry.go:50@v1.24.0; Azure Storage, common REST API error codes, ServerBusy)
	if e, ok := errors.AsType[*azcore.ResponseError](err); ok {
		switch e.StatusCode {
		case http.StatusTooManyRequests, http.StatusServiceUnavailable:
			return true
		}
	}
	return false
}

// isAzureConflict reports whether err is conflict as @azure has it, for Azure through azcore:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isAzureConflict(err error) bool {
	// conflict: 412: the resource has another ETag by now (RFC 9110, section 13.2; Azure Storage, conditional headers)
	e, ok := errors.AsType[*azcore.ResponseError](err)
	return ok && e.StatusCode == http.StatusPreconditionFailed
}

// isAzureUnknown reports whether err is unknown as @azure has it, for Azure through azcore:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isAzureUnknown(err error) bool {
	// never: what the SDK itself marks as not to be retried, such as a token that it could not get (runtime/policy_retry.go:179@v1.24.0)
	if _, ok := errors.AsType[interface {
		error
		NonRetriable()
	}](err); ok {
		return false
	}
	// unknown: 408, 500, 502 and 504 (runtime/policy_retry.go:48@v1.24.0; Azure Storage, common REST API error codes)
	if e, ok := errors.AsType[*azcore.ResponseError](err); ok {
		switch e.StatusCode {
		case http.StatusRequestTimeout,
			http.StatusInternalServerError,
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
	// unknown: it took too long (context/context.go:171, os/error.go:27@go1.26.8)
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// isAzure reports whether err is unsent, throttled or transient as @azure has it, for Azure through azcore:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isAzure(err error) bool {
	// throttled: 429 and 503: throttled, or busy (runtime/policy_retry.go:50@v1.24.0; Azure Storage, common REST API error codes, ServerBusy)
	if e, ok := errors.AsType[*azcore.ResponseError](err); ok {
		switch e.StatusCode {
		case http.StatusTooManyRequests, http.StatusServiceUnavailable:
			return true
		}
	}
	// never: what the SDK itself marks as not to be retried, such as a token that it could not get (runtime/policy_retry.go:179@v1.24.0)
	if _, ok := errors.AsType[interface {
		error
		NonRetriable()
	}](err); ok {
		return false
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

// isAzureIdempotent reports whether err is unsent, throttled, transient or unknown as @azure has it, for Azure through azcore:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isAzureIdempotent(err error) bool {
	// throttled: 429 and 503: throttled, or busy (runtime/policy_retry.go:50@v1.24.0; Azure Storage, common REST API error codes, ServerBusy)
	if e, ok := errors.AsType[*azcore.ResponseError](err); ok {
		switch e.StatusCode {
		case http.StatusTooManyRequests, http.StatusServiceUnavailable:
			return true
		}
	}
	// never: what the SDK itself marks as not to be retried, such as a token that it could not get (runtime/policy_retry.go:179@v1.24.0)
	if _, ok := errors.AsType[interface {
		error
		NonRetriable()
	}](err); ok {
		return false
	}
	// unknown: 408, 500, 502 and 504 (runtime/policy_retry.go:48@v1.24.0; Azure Storage, common REST API error codes)
	if e, ok := errors.AsType[*azcore.ResponseError](err); ok {
		switch e.StatusCode {
		case http.StatusRequestTimeout,
			http.StatusInternalServerError,
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
