// Code generated from the table of clients' errors. DO NOT EDIT.

package sql

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"github.com/go-sql-driver/mysql"
	"io"
	"net"
	"os"
	"syscall"
)

// mysqlClasses are the predicates of @mysql.
func mysqlClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isMysqlUnsent,
		"throttled":                          isMysqlThrottled,
		"transient":                          isMysqlTransient,
		"conflict":                           isMysqlConflict,
		"unknown":                            isMysqlUnknown,
		"unsent,throttled,transient":         isMysql,
		"unsent,throttled,transient,unknown": isMysqlIdempotent,
	}
}

// isMysqlUnsent reports whether err is unsent as @mysql has it, for MySQL and MariaDB through go-sql-driver:
//   - unsent: surely not carried out; always safe to repeat.
func isMysqlUnsent(err error) bool {
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
	// unsent: the connection was bad before anything was written, or rejectReadOnly refused the server (connection.go:131, packets.go:601@v1.10.1)
	return errors.Is(err, driver.ErrBadConn)
}

// isMysqlThrottled reports whether err is throttled as @mysql has it, for MySQL and MariaDB through go-sql-driver:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isMysqlThrottled(err error) bool {
	// throttled: too many connections, or a limit of the user's (MySQL error message reference, server errors)
	if e, ok := errors.AsType[*mysql.MySQLError](err); ok {
		switch e.Number {
		case 1040, // ER_CON_COUNT_ERROR
			1203, // ER_TOO_MANY_USER_CONNECTIONS
			1226: // ER_USER_LIMIT_REACHED
			return true
		}
	}
	return false
}

// isMysqlTransient reports whether err is transient as @mysql has it, for MySQL and MariaDB through go-sql-driver:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isMysqlTransient(err error) bool {
	// transient: a server that is read-only since it is not the primary one any more (packets.go:598@v1.10.1; MySQL error message reference, server errors)
	if e, ok := errors.AsType[*mysql.MySQLError](err); ok {
		switch e.Number {
		case 1290, // ER_OPTION_PREVENTS_STATEMENT
			1792, // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
			1836: // ER_READ_ONLY_MODE
			return true
		}
	}
	return false
}

// isMysqlConflict reports whether err is conflict as @mysql has it, for MySQL and MariaDB through go-sql-driver:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isMysqlConflict(err error) bool {
	// conflict: a deadlock, a lock that was waited for too long, or a transaction that another one came before (MySQL error message reference, server errors; MariaDB error codes)
	if e, ok := errors.AsType[*mysql.MySQLError](err); ok {
		switch e.Number {
		case 1213, // ER_LOCK_DEADLOCK
			1205, // ER_LOCK_WAIT_TIMEOUT
			1020, // ER_CHECKREAD, of MariaDB's snapshot isolation
			3101: // ER_TRANSACTION_ROLLBACK_DURING_COMMIT
			return true
		}
	}
	return false
}

// isMysqlUnknown reports whether err is unknown as @mysql has it, for MySQL and MariaDB through go-sql-driver:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isMysqlUnknown(err error) bool {
	// unknown: shut down, killed or cut off while it ran (MySQL error message reference, server errors; MariaDB error codes)
	if e, ok := errors.AsType[*mysql.MySQLError](err); ok {
		switch e.Number {
		case 1053, // ER_SERVER_SHUTDOWN
			1317, // ER_QUERY_INTERRUPTED
			3024, // ER_QUERY_TIMEOUT
			1969, // ER_STATEMENT_TIMEOUT, of MariaDB
			1927: // ER_CONNECTION_KILLED, of MariaDB
			return true
		}
	}
	// unknown: the connection ended (packets.go:59, packets.go:88@v1.10.1)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, mysql.ErrInvalidConn) ||
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

// isMysql reports whether err is unsent, throttled or transient as @mysql has it, for MySQL and MariaDB through go-sql-driver:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isMysql(err error) bool {
	// throttled: too many connections, or a limit of the user's (MySQL error message reference, server errors)
	// transient: a server that is read-only since it is not the primary one any more (packets.go:598@v1.10.1; MySQL error message reference, server errors)
	if e, ok := errors.AsType[*mysql.MySQLError](err); ok {
		switch e.Number {
		case 1040, // ER_CON_COUNT_ERROR
			1203, // ER_TOO_MANY_USER_CONNECTIONS
			1226, // ER_USER_LIMIT_REACHED
			1290, // ER_OPTION_PREVENTS_STATEMENT
			1792, // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
			1836: // ER_READ_ONLY_MODE
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
	// unsent: the connection was bad before anything was written, or rejectReadOnly refused the server (connection.go:131, packets.go:601@v1.10.1)
	return errors.Is(err, driver.ErrBadConn)
}

// isMysqlIdempotent reports whether err is unsent, throttled, transient or unknown as @mysql has it, for MySQL and MariaDB through go-sql-driver:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isMysqlIdempotent(err error) bool {
	// throttled: too many connections, or a limit of the user's (MySQL error message reference, server errors)
	// transient: a server that is read-only since it is not the primary one any more (packets.go:598@v1.10.1; MySQL error message reference, server errors)
	// unknown: shut down, killed or cut off while it ran (MySQL error message reference, server errors; MariaDB error codes)
	if e, ok := errors.AsType[*mysql.MySQLError](err); ok {
		switch e.Number {
		case 1040, // ER_CON_COUNT_ERROR
			1203, // ER_TOO_MANY_USER_CONNECTIONS
			1226, // ER_USER_LIMIT_REACHED
			1290, // ER_OPTION_PREVENTS_STATEMENT
			1792, // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
			1836, // ER_READ_ONLY_MODE
			1053, // ER_SERVER_SHUTDOWN
			1317, // ER_QUERY_INTERRUPTED
			3024, // ER_QUERY_TIMEOUT
			1969, // ER_STATEMENT_TIMEOUT, of MariaDB
			1927: // ER_CONNECTION_KILLED, of MariaDB
			return true
		}
	}
	// unknown: the connection ended (packets.go:59, packets.go:88@v1.10.1)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, mysql.ErrInvalidConn) ||
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
	// unsent: the connection was bad before anything was written, or rejectReadOnly refused the server (connection.go:131, packets.go:601@v1.10.1)
	return errors.Is(err, driver.ErrBadConn)
}
