// Code generated from the table of clients' errors. DO NOT EDIT.

package cloud

import (
	"context"
	"crypto/tls"
	"errors"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"io"
	"net"
	"os"
	"syscall"
)

// awsClasses are the predicates of @aws.
func awsClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isAwsUnsent,
		"throttled":                          isAwsThrottled,
		"conflict":                           isAwsConflict,
		"unknown":                            isAwsUnknown,
		"unsent,throttled,transient":         isAws,
		"unsent,throttled,transient,unknown": isAwsIdempotent,
	}
}

// isAwsUnsent reports whether err is unsent as @aws has it, for AWS through aws-sdk-go-v2:
//   - unsent: surely not carried out; always safe to repeat.
func isAwsUnsent(err error) bool {
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

// isAwsThrottled reports whether err is throttled as @aws has it, for AWS through aws-sdk-go-v2:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isAwsThrottled(err error) bool {
	// throttled: the SDK's list of throttling codes, and a 429 without a code of its own (aws/retry/standard.go:80, aws/retry/throttle_error.go:67@v1.48.0)
	return retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary
}

// isAwsConflict reports whether err is conflict as @aws has it, for AWS through aws-sdk-go-v2:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isAwsConflict(err error) bool {
	// conflict: another request for the same item or object was under way (DynamoDB API reference, common errors; S3 API reference, error responses)
	if e, ok := errors.AsType[interface {
		error
		ErrorCode() string
	}](err); ok {
		switch e.ErrorCode() {
		case "TransactionConflictException", // DynamoDB
			"OperationAborted",           // S3
			"ConditionalRequestConflict": // S3
			return true
		}
	}
	return false
}

// isAwsUnknown reports whether err is unknown as @aws has it, for AWS through aws-sdk-go-v2:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isAwsUnknown(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unknown: whatever else the SDK would retry: statuses 500, 502, 503 and 504, RequestTimeout, broken connections (aws/retry/standard.go:99, aws/retry/retryable_error.go:90@v1.48.0)
	if retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary {
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

// isAws reports whether err is unsent, throttled or transient as @aws has it, for AWS through aws-sdk-go-v2:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isAws(err error) bool {
	// throttled: the SDK's list of throttling codes, and a 429 without a code of its own (aws/retry/standard.go:80, aws/retry/throttle_error.go:67@v1.48.0)
	if retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary {
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

// isAwsIdempotent reports whether err is unsent, throttled, transient or unknown as @aws has it, for AWS through aws-sdk-go-v2:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isAwsIdempotent(err error) bool {
	// throttled: the SDK's list of throttling codes, and a 429 without a code of its own (aws/retry/standard.go:80, aws/retry/throttle_error.go:67@v1.48.0)
	if retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary {
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
	// unknown: whatever else the SDK would retry: statuses 500, 502, 503 and 504, RequestTimeout, broken connections (aws/retry/standard.go:99, aws/retry/retryable_error.go:90@v1.48.0)
	if retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary {
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
