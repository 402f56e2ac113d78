// Code generated from the table of clients' errors. DO NOT EDIT.

package sql

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"github.com/jackc/pgx/v5/pgconn"
	"io"
	"net"
	"os"
	"syscall"
)

// pgxClasses are the predicates of @pgx.
func pgxClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isPgxUnsent,
		"throttled":                          isPgxThrottled,
		"transient":                          isPgxTransient,
		"conflict":                           isPgxConflict,
		"unknown":                            isPgxUnknown,
		"unsent,throttled,transient":         isPgx,
		"unsent,throttled,transient,unknown": isPgxIdempotent,
	}
}

// isPgxUnsent reports whether err is unsent as @pgx has it, for PostgreSQL through pgx:
//   - unsent: surely not carried out; always safe to repeat.
func isPgxUnsent(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// never: a user, a password or a database that is wrong (PostgreSQL manual, appendix A; pgconn/pgconn.go:290@v5.13.0)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "28000", // invalid_authorization_specification
			"28P01", // invalid_password
			"3D000", // invalid_catalog_name
			"42501": // insufficient_privilege
			return false
		}
	}
	// unsent: pgx says that nothing was sent (pgconn/errors.go:13@v5.13.0)
	if pgconn.SafeToRetry(err) {
		return true
	}
	// unsent: no connection could be made (pgconn/pgconn.go:171@v5.13.0)
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	// unsent: the same through database/sql and pgx/stdlib (stdlib/sql.go:512@v5.13.0)
	return errors.Is(err, driver.ErrBadConn)
}

// isPgxThrottled reports whether err is throttled as @pgx has it, for PostgreSQL through pgx:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isPgxThrottled(err error) bool {
	// throttled: too many connections (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "53300"
}

// isPgxTransient reports whether err is transient as @pgx has it, for PostgreSQL through pgx:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isPgxTransient(err error) bool {
	// transient: starting or stopping, a lock that somebody holds, or a server that is read-only since it is not the primary one any more (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "57P03", // cannot_connect_now
			"55P03", // lock_not_available
			"25006": // read_only_sql_transaction
			return true
		}
	}
	return false
}

// isPgxConflict reports whether err is conflict as @pgx has it, for PostgreSQL through pgx:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isPgxConflict(err error) bool {
	// conflict: a serialization failure or a deadlock (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0; PostgreSQL manual, section 13.5)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "40001", // serialization_failure
			"40P01": // deadlock_detected
			return true
		}
	}
	return false
}

// isPgxUnknown reports whether err is unknown as @pgx has it, for PostgreSQL through pgx:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isPgxUnknown(err error) bool {
	// unknown: shut down, cancelled, or a connection that failed somewhere (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
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
	// unknown: the connection was found closed (pgconn/errors.go:109, pgconn/pgconn.go:722@v5.13.0)
	if errors.Is(err, pgconn.ErrConnClosed) {
		return true
	}
	// unknown: it took too long (pgconn/errors.go:23@v5.13.0)
	if pgconn.Timeout(err) {
		return true
	}
	// unknown: it took too long (context/context.go:171, os/error.go:27@go1.26.8)
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// isPgx reports whether err is unsent, throttled or transient as @pgx has it, for PostgreSQL through pgx:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isPgx(err error) bool {
	// throttled: too many connections (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	// transient: starting or stopping, a lock that somebody holds, or a server that is read-only since it is not the primary one any more (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
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
	// never: a user, a password or a database that is wrong (PostgreSQL manual, appendix A; pgconn/pgconn.go:290@v5.13.0)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "28000", // invalid_authorization_specification
			"28P01", // invalid_password
			"3D000", // invalid_catalog_name
			"42501": // insufficient_privilege
			return false
		}
	}
	// unsent: pgx says that nothing was sent (pgconn/errors.go:13@v5.13.0)
	if pgconn.SafeToRetry(err) {
		return true
	}
	// unsent: no connection could be made (pgconn/pgconn.go:171@v5.13.0)
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	// unsent: the same through database/sql and pgx/stdlib (stdlib/sql.go:512@v5.13.0)
	return errors.Is(err, driver.ErrBadConn)
}

// isPgxIdempotent reports whether err is unsent, throttled, transient or unknown as @pgx has it, for PostgreSQL through pgx:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isPgxIdempotent(err error) bool {
	// throttled: too many connections (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	// transient: starting or stopping, a lock that somebody holds, or a server that is read-only since it is not the primary one any more (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	// unknown: shut down, cancelled, or a connection that failed somewhere (PostgreSQL manual, appendix A; pgconn/errors.go:31@v5.13.0)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
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
	// unknown: the connection was found closed (pgconn/errors.go:109, pgconn/pgconn.go:722@v5.13.0)
	if errors.Is(err, pgconn.ErrConnClosed) {
		return true
	}
	// unknown: it took too long (pgconn/errors.go:23@v5.13.0)
	if pgconn.Timeout(err) {
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
	// never: a user, a password or a database that is wrong (PostgreSQL manual, appendix A; pgconn/pgconn.go:290@v5.13.0)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "28000", // invalid_authorization_specification
			"28P01", // invalid_password
			"3D000", // invalid_catalog_name
			"42501": // insufficient_privilege
			return false
		}
	}
	// unsent: pgx says that nothing was sent (pgconn/errors.go:13@v5.13.0)
	if pgconn.SafeToRetry(err) {
		return true
	}
	// unsent: no connection could be made (pgconn/pgconn.go:171@v5.13.0)
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	// unsent: the same through database/sql and pgx/stdlib (stdlib/sql.go:512@v5.13.0)
	return errors.Is(err, driver.ErrBadConn)
}
