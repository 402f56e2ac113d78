// Code generated from the table of clients' errors. DO NOT EDIT.

package stores

import (
	"context"
	"crypto/tls"
	"errors"
	gocql "github.com/apache/cassandra-gocql-driver/v2"
	"io"
	"net"
	"os"
	"syscall"
)

// gocqlClasses are the predicates of @gocql.
func gocqlClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isGocqlUnsent,
		"throttled":                          isGocqlThrottled,
		"transient":                          isGocqlTransient,
		"unknown":                            isGocqlUnknown,
		"unsent,throttled,transient":         isGocql,
		"unsent,throttled,transient,unknown": isGocqlIdempotent,
	}
}

// isGocqlUnsent reports whether err is unsent as @gocql has it, for Cassandra through gocql:
//   - unsent: surely not carried out; always safe to repeat.
func isGocqlUnsent(err error) bool {
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
	// unsent: no connection, or none with room for another query (session.go:2491, cluster.go:465, conn.go:2077@v2.1.2)
	return errors.Is(err, gocql.ErrNoConnections) ||
		errors.Is(err, gocql.ErrNoConnectionsStarted) ||
		errors.Is(err, gocql.ErrNoStreams)
}

// isGocqlThrottled reports whether err is throttled as @gocql has it, for Cassandra through gocql:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isGocqlThrottled(err error) bool {
	// throttled: the coordinator is overloaded (errors.go:51@v2.1.2; CQL binary protocol v5, section 9)
	e, ok := errors.AsType[gocql.RequestError](err)
	return ok && e.Code() == gocql.ErrCodeOverloaded
}

// isGocqlTransient reports whether err is transient as @gocql has it, for Cassandra through gocql:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isGocqlTransient(err error) bool {
	// transient: too few replicas alive, or a coordinator that is starting (errors.go:47, errors.go:55@v2.1.2; CQL binary protocol v5, section 9)
	if e, ok := errors.AsType[gocql.RequestError](err); ok {
		switch e.Code() {
		case gocql.ErrCodeUnavailable, gocql.ErrCodeBootstrapping:
			return true
		}
	}
	return false
}

// isGocqlUnknown reports whether err is unknown as @gocql has it, for Cassandra through gocql:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isGocqlUnknown(err error) bool {
	// unknown: replicas did not answer in time, or failed (errors.go:63, errors.go:87@v2.1.2; CQL binary protocol v5, section 9)
	if e, ok := errors.AsType[gocql.RequestError](err); ok {
		switch e.Code() {
		case gocql.ErrCodeWriteTimeout,
			gocql.ErrCodeWriteFailure,
			gocql.ErrCodeReadTimeout,
			gocql.ErrCodeReadFailure,
			gocql.ErrCodeCASWriteUnknown:
			return true
		}
	}
	// unknown: no answer in time, or the connection ended (conn.go:2075, conn.go:2076@v2.1.2)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, gocql.ErrTimeoutNoResponse) ||
		errors.Is(err, gocql.ErrConnectionClosed) ||
		errors.Is(err, io.EOF) ||
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

// isGocql reports whether err is unsent, throttled or transient as @gocql has it, for Cassandra through gocql:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isGocql(err error) bool {
	// throttled: the coordinator is overloaded (errors.go:51@v2.1.2; CQL binary protocol v5, section 9)
	// transient: too few replicas alive, or a coordinator that is starting (errors.go:47, errors.go:55@v2.1.2; CQL binary protocol v5, section 9)
	if e, ok := errors.AsType[gocql.RequestError](err); ok {
		switch e.Code() {
		case gocql.ErrCodeOverloaded, gocql.ErrCodeUnavailable, gocql.ErrCodeBootstrapping:
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
	// unsent: no connection could be made (net/dial.go:745@go1.26.8)
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return true
	}
	// unsent: no connection, or none with room for another query (session.go:2491, cluster.go:465, conn.go:2077@v2.1.2)
	return errors.Is(err, gocql.ErrNoConnections) ||
		errors.Is(err, gocql.ErrNoConnectionsStarted) ||
		errors.Is(err, gocql.ErrNoStreams)
}

// isGocqlIdempotent reports whether err is unsent, throttled, transient or unknown as @gocql has it, for Cassandra through gocql:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isGocqlIdempotent(err error) bool {
	// throttled: the coordinator is overloaded (errors.go:51@v2.1.2; CQL binary protocol v5, section 9)
	// transient: too few replicas alive, or a coordinator that is starting (errors.go:47, errors.go:55@v2.1.2; CQL binary protocol v5, section 9)
	// unknown: replicas did not answer in time, or failed (errors.go:63, errors.go:87@v2.1.2; CQL binary protocol v5, section 9)
	if e, ok := errors.AsType[gocql.RequestError](err); ok {
		switch e.Code() {
		case gocql.ErrCodeOverloaded,
			gocql.ErrCodeUnavailable,
			gocql.ErrCodeBootstrapping,
			gocql.ErrCodeWriteTimeout,
			gocql.ErrCodeWriteFailure,
			gocql.ErrCodeReadTimeout,
			gocql.ErrCodeReadFailure,
			gocql.ErrCodeCASWriteUnknown:
			return true
		}
	}
	// unknown: no answer in time, or the connection ended (conn.go:2075, conn.go:2076@v2.1.2)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, gocql.ErrTimeoutNoResponse) ||
		errors.Is(err, gocql.ErrConnectionClosed) ||
		errors.Is(err, io.EOF) ||
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
	// unsent: no connection, or none with room for another query (session.go:2491, cluster.go:465, conn.go:2077@v2.1.2)
	return errors.Is(err, gocql.ErrNoConnections) ||
		errors.Is(err, gocql.ErrNoConnectionsStarted) ||
		errors.Is(err, gocql.ErrNoStreams)
}
