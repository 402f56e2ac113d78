// Code generated from the table of clients' errors. DO NOT EDIT.

package rpc

import (
	"context"
	"crypto/tls"
	"errors"
	"google.golang.org/api/googleapi"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"syscall"
)

// gcpClasses are the predicates of @gcp.
func gcpClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isGcpUnsent,
		"throttled":                          isGcpThrottled,
		"conflict":                           isGcpConflict,
		"unknown":                            isGcpUnknown,
		"unsent,throttled,transient":         isGcp,
		"unsent,throttled,transient,unknown": isGcpIdempotent,
	}
}

// isGcpUnsent reports whether err is unsent as @gcp has it, for Google Cloud through googleapi and gax:
//   - unsent: surely not carried out; always safe to repeat.
func isGcpUnsent(err error) bool {
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

// isGcpThrottled reports whether err is throttled as @gcp has it, for Google Cloud through googleapi and gax:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isGcpThrottled(err error) bool {
	// throttled: 429 over HTTP (googleapi/googleapi.go:66@v0.313.0; RFC 6585, section 4)
	if e, ok := errors.AsType[*googleapi.Error](err); ok && e.Code == http.StatusTooManyRequests {
		return true
	}
	// throttled: ResourceExhausted over gRPC, where the server says when to come back (apierror/apierror.go:270@v2.27.0; google.rpc.RetryInfo)
	return status.Code(err) == codes.ResourceExhausted && slices.ContainsFunc(status.Convert(err).Details(), func(d any) bool { _, ok := d.(*errdetails.RetryInfo); return ok })
}

// isGcpConflict reports whether err is conflict as @gcp has it, for Google Cloud through googleapi and gax:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isGcpConflict(err error) bool {
	// conflict: 412 over HTTP: the object has changed (RFC 9110, section 13.2; Cloud Storage, request preconditions)
	if e, ok := errors.AsType[*googleapi.Error](err); ok && e.Code == http.StatusPreconditionFailed {
		return true
	}
	// conflict: Aborted over gRPC (google.rpc.Code)
	return status.Code(err) == codes.Aborted
}

// isGcpUnknown reports whether err is unknown as @gcp has it, for Google Cloud through googleapi and gax:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isGcpUnknown(err error) bool {
	// unknown: 408, 500, 502, 503 and 504 over HTTP (internal/gensupport/retry.go:51@v0.313.0; google.rpc.Code)
	if e, ok := errors.AsType[*googleapi.Error](err); ok {
		switch e.Code {
		case http.StatusRequestTimeout,
			http.StatusInternalServerError,
			http.StatusBadGateway,
			http.StatusServiceUnavailable,
			http.StatusGatewayTimeout:
			return true
		}
	}
	// unknown: Unavailable, DeadlineExceeded or Internal over gRPC (apierror/apierror.go:270@v2.27.0)
	switch status.Code(err) {
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal:
		return true
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

// isGcp reports whether err is unsent, throttled or transient as @gcp has it, for Google Cloud through googleapi and gax:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isGcp(err error) bool {
	// throttled: 429 over HTTP (googleapi/googleapi.go:66@v0.313.0; RFC 6585, section 4)
	if e, ok := errors.AsType[*googleapi.Error](err); ok && e.Code == http.StatusTooManyRequests {
		return true
	}
	// throttled: ResourceExhausted over gRPC, where the server says when to come back (apierror/apierror.go:270@v2.27.0; google.rpc.RetryInfo)
	if status.Code(err) == codes.ResourceExhausted && slices.ContainsFunc(status.Convert(err).Details(), func(d any) bool { _, ok := d.(*errdetails.RetryInfo); return ok }) {
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

// isGcpIdempotent reports whether err is unsent, throttled, transient or unknown as @gcp has it, for Google Cloud through googleapi and gax:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isGcpIdempotent(err error) bool {
	// throttled: 429 over HTTP (googleapi/googleapi.go:66@v0.313.0; RFC 6585, section 4)
	if e, ok := errors.AsType[*googleapi.Error](err); ok && e.Code == http.StatusTooManyRequests {
		return true
	}
	// throttled: ResourceExhausted over gRPC, where the server says when to come back (apierror/apierror.go:270@v2.27.0; google.rpc.RetryInfo)
	if status.Code(err) == codes.ResourceExhausted && slices.ContainsFunc(status.Convert(err).Details(), func(d any) bool { _, ok := d.(*errdetails.RetryInfo); return ok }) {
		return true
	}
	// unknown: 408, 500, 502, 503 and 504 over HTTP (internal/gensupport/retry.go:51@v0.313.0; google.rpc.Code)
	if e, ok := errors.AsType[*googleapi.Error](err); ok {
		switch e.Code {
		case http.StatusRequestTimeout,
			http.StatusInternalServerError,
			http.StatusBadGateway,
			http.StatusServiceUnavailable,
			http.StatusGatewayTimeout:
			return true
		}
	}
	// unknown: Unavailable, DeadlineExceeded or Internal over gRPC (apierror/apierror.go:270@v2.27.0)
	switch status.Code(err) {
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal:
		return true
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
