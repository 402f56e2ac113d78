// Code generated from the table of clients' errors. DO NOT EDIT.

package sql

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"github.com/lib/pq"
	"io"
	"net"
	"os"
	"syscall"
)

// pqClasses are the predicates of @pq.
func pqClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isPqUnsent,
		"throttled":                          isPqThrottled,
		"transient":                          isPqTransient,
		"conflict":                           isPqConflict,
		"unknown":                            isPqUnknown,
		"unsent,throttled,transient":         isPq,
		"unsent,throttled,transient,unknown": isPqIdempotent,
	}
}

// isPqUnsent reports whether err is unsent as @pq has it, for PostgreSQL through lib/pq:
//   - unsent: surely not carried out; always safe to repeat.
func isPqUnsent(err error) bool {
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

// isPqThrottled reports whether err is throttled as @pq has it, for PostgreSQL through lib/pq:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isPqThrottled(err error) bool {
	// throttled: too many connections (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	e, ok := errors.AsType[*pq.Error](err)
	return ok && e.Code == "53300"
}

// isPqTransient reports whether err is transient as @pq has it, for PostgreSQL through lib/pq:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isPqTransient(err error) bool {
	// transient: starting or stopping, a lock that somebody holds, or a server that is read-only since it is not the primary one any more (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	if e, ok := errors.AsType[*pq.Error](err); ok {
		switch e.Code {
		case "57P03", // cannot_connect_now
			"55P03", // lock_not_available
			"25006": // read_only_sql_transaction
			return true
		}
	}
	return false
}

// isPqConflict reports whether err is conflict as @pq has it, for PostgreSQL through lib/pq:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isPqConflict(err error) bool {
	// conflict: a serialization failure or a deadlock (PostgreSQL manual, appendix A; error.go:39@v1.12.3; PostgreSQL manual, section 13.5)
	if e, ok := errors.AsType[*pq.Error](err); ok {
		switch e.Code {
		case "40001", // serialization_failure
			"40P01": // deadlock_detected
			return true
		}
	}
	return false
}

// isPqUnknown reports whether err is unknown as @pq has it, for PostgreSQL through lib/pq:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isPqUnknown(err error) bool {
	// unknown: shut down, cancelled, or a connection that failed somewhere (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	if e, ok := errors.AsType[*pq.Error](err); ok {
		switch e.Code {
		case "57P01", // admin_shutdown
			"57P02", // crash_shutdown
			"57P05", // idle_session_timeout
			"57014", // query_canceled, also by statement_timeout
			"08000", // connection_exception
			"08001", // sqlclient_unable_to_establish_sqlconnection
			"08003", // connection_does_not_exist
			"08004", // sqlserver_rejected_establishment_of_sqlconnection
			"08006", // connection_failure
			"08007", // transaction_resolution_unknown
			"40003": // statement_completion_unknown
			return true
		}
	}
	// unknown: the connection is bad (error.go:292@v1.12.3)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, driver.ErrBadConn) ||
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

// isPq reports whether err is unsent, throttled or transient as @pq has it, for PostgreSQL through lib/pq:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isPq(err error) bool {
	// throttled: too many connections (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	// transient: starting or stopping, a lock that somebody holds, or a server that is read-only since it is not the primary one any more (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	if e, ok := errors.AsType[*pq.Error](err); ok {
		switch e.Code {
		case "53300", // too_many_connections
			"57P03", // cannot_connect_now
			"55P03", // lock_not_available
			"25006": // read_only_sql_transaction
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
	e, ok := errors.AsType[*net.OpError](err)
	return ok && e.Op == "dial"
}

// isPqIdempotent reports whether err is unsent, throttled, transient or unknown as @pq has it, for PostgreSQL through lib/pq:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isPqIdempotent(err error) bool {
	// throttled: too many connections (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	// transient: starting or stopping, a lock that somebody holds, or a server that is read-only since it is not the primary one any more (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	// unknown: shut down, cancelled, or a connection that failed somewhere (PostgreSQL manual, appendix A; error.go:39@v1.12.3)
	if e, ok := errors.AsType[*pq.Error](err); ok {
		switch e.Code {
		case "53300", // too_many_connections
			"57P03", // cannot_connect_now
			"55P03", // lock_not_available
			"25006", // read_only_sql_transaction
			"57P01", // admin_shutdown
			"57P02", // crash_shutdown
			"57P05", // idle_session_timeout
			"57014", // query_canceled, also by statement_timeout
			"08000", // connection_exception
			"08001", // sqlclient_unable_to_establish_sqlconnection
			"08003", // connection_does_not_exist
			"08004", // sqlserver_rejected_establishment_of_sqlconnection
			"08006", // connection_failure
			"08007", // transaction_resolution_unknown
			"40003": // statement_completion_unknown
			return true
		}
	}
	// unknown: the connection is bad (error.go:292@v1.12.3)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, driver.ErrBadConn) ||
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
	e, ok := errors.AsType[*net.OpError](err)
	return ok && e.Op == "dial"
}
