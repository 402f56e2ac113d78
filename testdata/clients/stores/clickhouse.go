// Code generated from the table of clients' errors. DO NOT EDIT.

package stores

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	clickhouse "github.com/ClickHouse/clickhouse-go/v2"
	"io"
	"net"
	"os"
	"syscall"
)

// clickhouseClasses are the predicates of @clickhouse.
func clickhouseClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isClickhouseUnsent,
		"throttled":                          isClickhouseThrottled,
		"transient":                          isClickhouseTransient,
		"unknown":                            isClickhouseUnknown,
		"unsent,throttled,transient":         isClickhouse,
		"unsent,throttled,transient,unknown": isClickhouseIdempotent,
	}
}

// isClickhouseUnsent reports whether err is unsent as @clickhouse has it, for ClickHouse through clickhouse-go:
//   - unsent: surely not carried out; always safe to repeat.
func isClickhouseUnsent(err error) bool {
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
	// unsent: the pool had no connection to lend (clickhouse.go:34@v2.51.0)
	return errors.Is(err, clickhouse.ErrAcquireConnTimeout)
}

// isClickhouseThrottled reports whether err is throttled as @clickhouse has it, for ClickHouse through clickhouse-go:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isClickhouseThrottled(err error) bool {
	// throttled: too many queries, or parts that are not merged yet (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	if e, ok := errors.AsType[*clickhouse.Exception](err); ok {
		switch e.Code {
		case 202, // TOO_MANY_SIMULTANEOUS_QUERIES
			252: // TOO_MANY_PARTS
			return true
		}
	}
	return false
}

// isClickhouseTransient reports whether err is transient as @clickhouse has it, for ClickHouse through clickhouse-go:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isClickhouseTransient(err error) bool {
	// transient: a replica that has lost its keeper for now (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	e, ok := errors.AsType[*clickhouse.Exception](err)
	return ok && e.Code == 242
}

// isClickhouseUnknown reports whether err is unknown as @clickhouse has it, for ClickHouse through clickhouse-go:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isClickhouseUnknown(err error) bool {
	// unknown: out of time, memory or threads, or a connection between servers that failed (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	if e, ok := errors.AsType[*clickhouse.Exception](err); ok {
		switch e.Code {
		case 159, // TIMEOUT_EXCEEDED
			203, // NO_FREE_CONNECTION
			209, // SOCKET_TIMEOUT
			210, // NETWORK_ERROR
			225, // NO_ZOOKEEPER
			241, // MEMORY_LIMIT_EXCEEDED
			279, // ALL_CONNECTION_TRIES_FAILED
			319, // UNKNOWN_STATUS_OF_INSERT
			439, // CANNOT_SCHEDULE_TASK
			999: // KEEPER_EXCEPTION
			return true
		}
	}
	// unknown: the connection is bad (clickhouse_std.go:102, clickhouse_std.go:276, clickhouse.go:39@v2.51.0)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, clickhouse.ErrConnectionClosed) ||
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

// isClickhouse reports whether err is unsent, throttled or transient as @clickhouse has it, for ClickHouse through clickhouse-go:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isClickhouse(err error) bool {
	// throttled: too many queries, or parts that are not merged yet (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	// transient: a replica that has lost its keeper for now (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	if e, ok := errors.AsType[*clickhouse.Exception](err); ok {
		switch e.Code {
		case 202, // TOO_MANY_SIMULTANEOUS_QUERIES
			252, // TOO_MANY_PARTS
			242: // TABLE_IS_READ_ONLY
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
	// unsent: the pool had no connection to lend (clickhouse.go:34@v2.51.0)
	return errors.Is(err, clickhouse.ErrAcquireConnTimeout)
}

// isClickhouseIdempotent reports whether err is unsent, throttled, transient or unknown as @clickhouse has it, for ClickHouse through clickhouse-go:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isClickhouseIdempotent(err error) bool {
	// throttled: too many queries, or parts that are not merged yet (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	// transient: a replica that has lost its keeper for now (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	// unknown: out of time, memory or threads, or a connection between servers that failed (proto/error_codes.go:206@v0.75.0; ClickHouse source, ErrorCodes.cpp)
	if e, ok := errors.AsType[*clickhouse.Exception](err); ok {
		switch e.Code {
		case 202, // TOO_MANY_SIMULTANEOUS_QUERIES
			252, // TOO_MANY_PARTS
			242, // TABLE_IS_READ_ONLY
			159, // TIMEOUT_EXCEEDED
			203, // NO_FREE_CONNECTION
			209, // SOCKET_TIMEOUT
			210, // NETWORK_ERROR
			225, // NO_ZOOKEEPER
			241, // MEMORY_LIMIT_EXCEEDED
			279, // ALL_CONNECTION_TRIES_FAILED
			319, // UNKNOWN_STATUS_OF_INSERT
			439, // CANNOT_SCHEDULE_TASK
			999: // KEEPER_EXCEPTION
			return true
		}
	}
	// unknown: the connection is bad (clickhouse_std.go:102, clickhouse_std.go:276, clickhouse.go:39@v2.51.0)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, clickhouse.ErrConnectionClosed) ||
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
	// unsent: the pool had no connection to lend (clickhouse.go:34@v2.51.0)
	return errors.Is(err, clickhouse.ErrAcquireConnTimeout)
}
