// Code generated from the table of clients' errors. DO NOT EDIT.

package rpc

import (
	"connectrpc.com/connect"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
)

// connectClasses are the predicates of @connect.
func connectClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isConnectUnsent,
		"conflict":                           isConnectConflict,
		"unknown":                            isConnectUnknown,
		"unsent,throttled,transient":         isConnect,
		"unsent,throttled,transient,unknown": isConnectIdempotent,
	}
}

// isConnectUnsent reports whether err is unsent as @connect has it, for Connect:
//   - unsent: surely not carried out; always safe to repeat.
func isConnectUnsent(err error) bool {
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

// isConnectConflict reports whether err is conflict as @connect has it, for Connect:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isConnectConflict(err error) bool {
	// conflict: aborted (code.go:76@v1.21.1)
	return connect.CodeOf(err) == connect.CodeAborted
}

// isConnectUnknown reports whether err is unknown as @connect has it, for Connect:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isConnectUnknown(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unknown: unavailable, deadline_exceeded or internal (code.go:93@v1.21.1)
	switch connect.CodeOf(err) {
	case connect.CodeUnavailable, connect.CodeDeadlineExceeded, connect.CodeInternal:
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

// isConnect reports whether err is unsent, throttled or transient as @connect has it, for Connect:
//   - unsent: surely not carried out; always safe to repeat.
func isConnect(err error) bool {
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

// isConnectIdempotent reports whether err is unsent, throttled, transient or unknown as @connect has it, for Connect:
//   - unsent: surely not carried out; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isConnectIdempotent(err error) bool {
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
	// unknown: unavailable, deadline_exceeded or internal (code.go:93@v1.21.1)
	switch connect.CodeOf(err) {
	case connect.CodeUnavailable, connect.CodeDeadlineExceeded, connect.CodeInternal:
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
