// Code generated from the table of clients' errors. DO NOT EDIT.

package cloud

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"net"
	"os"
	"syscall"
)

// k8sClasses are the predicates of @k8s.
func k8sClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isK8sUnsent,
		"throttled":                          isK8sThrottled,
		"conflict":                           isK8sConflict,
		"unknown":                            isK8sUnknown,
		"unsent,throttled,transient":         isK8s,
		"unsent,throttled,transient,unknown": isK8sIdempotent,
	}
}

// isK8sUnsent reports whether err is unsent as @k8s has it, for Kubernetes through client-go:
//   - unsent: surely not carried out; always safe to repeat.
func isK8sUnsent(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unsent: no connection could be made (net/dial.go:745@go1.26.8)
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return true
	}
	// unsent: the connection was refused (pkg/util/net/util.go:57@v0.37.2)
	return utilnet.IsConnectionRefused(err)
}

// isK8sThrottled reports whether err is throttled as @k8s has it, for Kubernetes through client-go:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isK8sThrottled(err error) bool {
	// throttled: 429: too many requests, or a disruption budget that is used up (pkg/api/errors/errors.go:725, pkg/apis/meta/v1/types.go:1012@v0.37.2)
	return apierrors.IsTooManyRequests(err)
}

// isK8sConflict reports whether err is conflict as @k8s has it, for Kubernetes through client-go:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isK8sConflict(err error) bool {
	// conflict: 409: the object has another resource version by now (pkg/api/errors/errors.go:548@v0.37.2)
	return apierrors.IsConflict(err)
}

// isK8sUnknown reports whether err is unknown as @k8s has it, for Kubernetes through client-go:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isK8sUnknown(err error) bool {
	// unknown: 500 ServerTimeout: the action could not be completed in time (pkg/api/errors/errors.go:703@v0.37.2)
	if apierrors.IsServerTimeout(err) {
		return true
	}
	// unknown: 504 Timeout (pkg/api/errors/errors.go:689, pkg/api/errors/errors.go:399@v0.37.2)
	if apierrors.IsTimeout(err) {
		return true
	}
	// unknown: 503: a proxy of the API server's, too, answers so when a connection breaks (pkg/api/errors/errors.go:634@v0.37.2)
	if apierrors.IsServiceUnavailable(err) {
		return true
	}
	// unknown: 500 InternalError (pkg/api/errors/errors.go:711, pkg/apis/meta/v1/types.go:1050@v0.37.2)
	if apierrors.IsInternalError(err) {
		return true
	}
	// unknown: the connection was reset (pkg/util/net/util.go:43@v0.37.2)
	if utilnet.IsConnectionReset(err) {
		return true
	}
	// unknown: the connection ended, by the texts of net/http too (pkg/util/net/http.go:79@v0.37.2)
	if utilnet.IsProbableEOF(err) {
		return true
	}
	// unknown: the HTTP/2 connection was lost (pkg/util/net/util.go:52@v0.37.2)
	if utilnet.IsHTTP2ConnectionLost(err) {
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

// isK8s reports whether err is unsent, throttled or transient as @k8s has it, for Kubernetes through client-go:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isK8s(err error) bool {
	// throttled: 429: too many requests, or a disruption budget that is used up (pkg/api/errors/errors.go:725, pkg/apis/meta/v1/types.go:1012@v0.37.2)
	if apierrors.IsTooManyRequests(err) {
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
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return true
	}
	// unsent: the connection was refused (pkg/util/net/util.go:57@v0.37.2)
	return utilnet.IsConnectionRefused(err)
}

// isK8sIdempotent reports whether err is unsent, throttled, transient or unknown as @k8s has it, for Kubernetes through client-go:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isK8sIdempotent(err error) bool {
	// throttled: 429: too many requests, or a disruption budget that is used up (pkg/api/errors/errors.go:725, pkg/apis/meta/v1/types.go:1012@v0.37.2)
	if apierrors.IsTooManyRequests(err) {
		return true
	}
	// unknown: 500 ServerTimeout: the action could not be completed in time (pkg/api/errors/errors.go:703@v0.37.2)
	if apierrors.IsServerTimeout(err) {
		return true
	}
	// unknown: 504 Timeout (pkg/api/errors/errors.go:689, pkg/api/errors/errors.go:399@v0.37.2)
	if apierrors.IsTimeout(err) {
		return true
	}
	// unknown: 503: a proxy of the API server's, too, answers so when a connection breaks (pkg/api/errors/errors.go:634@v0.37.2)
	if apierrors.IsServiceUnavailable(err) {
		return true
	}
	// unknown: 500 InternalError (pkg/api/errors/errors.go:711, pkg/apis/meta/v1/types.go:1050@v0.37.2)
	if apierrors.IsInternalError(err) {
		return true
	}
	// unknown: the connection was reset (pkg/util/net/util.go:43@v0.37.2)
	if utilnet.IsConnectionReset(err) {
		return true
	}
	// unknown: the connection ended, by the texts of net/http too (pkg/util/net/http.go:79@v0.37.2)
	if utilnet.IsProbableEOF(err) {
		return true
	}
	// unknown: the HTTP/2 connection was lost (pkg/util/net/util.go:52@v0.37.2)
	if utilnet.IsHTTP2ConnectionLost(err) {
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
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return true
	}
	// unsent: the connection was refused (pkg/util/net/util.go:57@v0.37.2)
	return utilnet.IsConnectionRefused(err)
}
