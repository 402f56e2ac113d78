// Code generated from the table of clients' errors. DO NOT EDIT.

package stores

import (
	"crypto/tls"
	"errors"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"
	"io"
	"net"
	"syscall"
)

// mongoClasses are the predicates of @mongo.
func mongoClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isMongoUnsent,
		"throttled":                          isMongoThrottled,
		"transient":                          isMongoTransient,
		"conflict":                           isMongoConflict,
		"unknown":                            isMongoUnknown,
		"unsent,throttled,transient":         isMongo,
		"unsent,throttled,transient,unknown": isMongoIdempotent,
	}
}

// isMongoUnsent reports whether err is unsent as @mongo has it, for MongoDB:
//   - unsent: surely not carried out; always safe to repeat.
func isMongoUnsent(err error) bool {
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
	// unsent: no server that could take it was found in time (x/mongo/driver/topology/errors.go:67@v2.10.0)
	if _, ok := errors.AsType[topology.ServerSelectionError](err); ok {
		return true
	}
	// unsent: the pool had no connection to lend (x/mongo/driver/topology/errors.go:86@v2.10.0)
	_, ok := errors.AsType[topology.WaitQueueTimeoutError](err)
	return ok
}

// isMongoThrottled reports whether err is throttled as @mongo has it, for MongoDB:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isMongoThrottled(err error) bool {
	// throttled: overloaded, by the server's label, and the driver's own for a connection that could not be made (x/mongo/driver/errors.go:79, x/mongo/driver/topology/connection.go:95@v2.10.0)
	e, ok := errors.AsType[mongo.LabeledError](err)
	return ok && e.HasErrorLabel("SystemOverloadedError") && e.HasErrorLabel("RetryableError")
}

// isMongoTransient reports whether err is transient as @mongo has it, for MongoDB:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isMongoTransient(err error) bool {
	// transient: the server's label that no write was performed (x/mongo/driver/errors.go:63@v2.10.0)
	e, ok := errors.AsType[mongo.LabeledError](err)
	return ok && e.HasErrorLabel("NoWritesPerformed")
}

// isMongoConflict reports whether err is conflict as @mongo has it, for MongoDB:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isMongoConflict(err error) bool {
	// conflict: the server's label that the whole transaction may be repeated (MongoDB manual, transactions in applications)
	e, ok := errors.AsType[mongo.LabeledError](err)
	return ok && e.HasErrorLabel("TransientTransactionError")
}

// isMongoUnknown reports whether err is unknown as @mongo has it, for MongoDB:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isMongoUnknown(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unknown: the label of what the driver retries with a number by which the server knows it again (x/mongo/driver/errors.go:331@v2.10.0; MongoDB manual, retryable writes)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("RetryableWriteError") {
		return true
	}
	// unknown: the server's label of a commit whose end is not known (MongoDB manual, transactions in applications)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("UnknownTransactionCommitResult") {
		return true
	}
	// unknown: an error of the network (mongo/errors.go:237@v2.10.0)
	if mongo.IsNetworkError(err) {
		return true
	}
	// unknown: it took too long (mongo/errors.go:195@v2.10.0)
	if mongo.IsTimeout(err) {
		return true
	}
	// unknown: the codes on which the driver retries reads: failing over, shutting down (x/mongo/driver/errors.go:29@v2.10.0)
	if e, ok := errors.AsType[mongo.CommandError](err); ok {
		switch e.Code {
		case 6, // HostUnreachable
			7,     // HostNotFound
			89,    // NetworkTimeout
			91,    // ShutdownInProgress
			134,   // ReadConcernMajorityNotAvailableYet
			189,   // PrimarySteppedDown
			262,   // ExceededTimeLimit
			9001,  // SocketException
			10107, // NotWritablePrimary
			11600, // InterruptedAtShutdown
			11602, // InterruptedDueToReplStateChange
			13435, // NotPrimaryNoSecondaryOk
			13436: // NotPrimaryOrSecondary
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
	return false
}

// isMongo reports whether err is unsent, throttled or transient as @mongo has it, for MongoDB:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isMongo(err error) bool {
	// throttled: overloaded, by the server's label, and the driver's own for a connection that could not be made (x/mongo/driver/errors.go:79, x/mongo/driver/topology/connection.go:95@v2.10.0)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("SystemOverloadedError") && e.HasErrorLabel("RetryableError") {
		return true
	}
	// transient: the server's label that no write was performed (x/mongo/driver/errors.go:63@v2.10.0)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("NoWritesPerformed") {
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
	// unsent: no server that could take it was found in time (x/mongo/driver/topology/errors.go:67@v2.10.0)
	if _, ok := errors.AsType[topology.ServerSelectionError](err); ok {
		return true
	}
	// unsent: the pool had no connection to lend (x/mongo/driver/topology/errors.go:86@v2.10.0)
	_, ok := errors.AsType[topology.WaitQueueTimeoutError](err)
	return ok
}

// isMongoIdempotent reports whether err is unsent, throttled, transient or unknown as @mongo has it, for MongoDB:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isMongoIdempotent(err error) bool {
	// throttled: overloaded, by the server's label, and the driver's own for a connection that could not be made (x/mongo/driver/errors.go:79, x/mongo/driver/topology/connection.go:95@v2.10.0)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("SystemOverloadedError") && e.HasErrorLabel("RetryableError") {
		return true
	}
	// transient: the server's label that no write was performed (x/mongo/driver/errors.go:63@v2.10.0)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("NoWritesPerformed") {
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
	// unsent: no server that could take it was found in time (x/mongo/driver/topology/errors.go:67@v2.10.0)
	if _, ok := errors.AsType[topology.ServerSelectionError](err); ok {
		return true
	}
	// unsent: the pool had no connection to lend (x/mongo/driver/topology/errors.go:86@v2.10.0)
	if _, ok := errors.AsType[topology.WaitQueueTimeoutError](err); ok {
		return true
	}
	// unknown: the label of what the driver retries with a number by which the server knows it again (x/mongo/driver/errors.go:331@v2.10.0; MongoDB manual, retryable writes)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("RetryableWriteError") {
		return true
	}
	// unknown: the server's label of a commit whose end is not known (MongoDB manual, transactions in applications)
	if e, ok := errors.AsType[mongo.LabeledError](err); ok && e.HasErrorLabel("UnknownTransactionCommitResult") {
		return true
	}
	// unknown: an error of the network (mongo/errors.go:237@v2.10.0)
	if mongo.IsNetworkError(err) {
		return true
	}
	// unknown: it took too long (mongo/errors.go:195@v2.10.0)
	if mongo.IsTimeout(err) {
		return true
	}
	// unknown: the codes on which the driver retries reads: failing over, shutting down (x/mongo/driver/errors.go:29@v2.10.0)
	if e, ok := errors.AsType[mongo.CommandError](err); ok {
		switch e.Code {
		case 6, // HostUnreachable
			7,     // HostNotFound
			89,    // NetworkTimeout
			91,    // ShutdownInProgress
			134,   // ReadConcernMajorityNotAvailableYet
			189,   // PrimarySteppedDown
			262,   // ExceededTimeLimit
			9001,  // SocketException
			10107, // NotWritablePrimary
			11600, // InterruptedAtShutdown
			11602, // InterruptedDueToReplStateChange
			13435, // NotPrimaryNoSecondaryOk
			13436: // NotPrimaryOrSecondary
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
	return false
}
