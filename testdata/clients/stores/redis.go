// Code generated from the table of clients' errors. DO NOT EDIT.

package stores

import (
	"context"
	"crypto/tls"
	"errors"
	redis "github.com/redis/go-redis/v9"
	"io"
	"net"
	"os"
	"syscall"
)

// redisClasses are the predicates of @redis.
func redisClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isRedisUnsent,
		"throttled":                          isRedisThrottled,
		"transient":                          isRedisTransient,
		"conflict":                           isRedisConflict,
		"unknown":                            isRedisUnknown,
		"unsent,throttled,transient":         isRedis,
		"unsent,throttled,transient,unknown": isRedisIdempotent,
	}
}

// isRedisUnsent reports whether err is unsent as @redis has it, for Redis through go-redis:
//   - unsent: surely not carried out; always safe to repeat.
func isRedisUnsent(err error) bool {
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
	// unsent: the pool had no connection to lend (error.go:20, error.go:23@v9.23.0)
	return errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, redis.ErrPoolExhausted)
}

// isRedisThrottled reports whether err is throttled as @redis has it, for Redis through go-redis:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isRedisThrottled(err error) bool {
	// throttled: too many clients (error.go:319@v9.23.0; Redis manual, clients)
	return redis.IsMaxClientsError(err)
}

// isRedisTransient reports whether err is transient as @redis has it, for Redis through go-redis:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isRedisTransient(err error) bool {
	// transient: LOADING: the data are being read from disk (error.go:289@v9.23.0)
	if redis.IsLoadingError(err) {
		return true
	}
	// transient: READONLY: a replica, or a primary that is none any more (error.go:295@v9.23.0)
	if redis.IsReadOnlyError(err) {
		return true
	}
	// transient: MASTERDOWN: a replica without its primary (error.go:313@v9.23.0)
	if redis.IsMasterDownError(err) {
		return true
	}
	// transient: TRYAGAIN: keys that are moving between nodes (error.go:307@v9.23.0)
	if redis.IsTryAgainError(err) {
		return true
	}
	// transient: CLUSTERDOWN: the cluster does not serve the slot (error.go:301@v9.23.0)
	if redis.IsClusterDownError(err) {
		return true
	}
	// transient: NOREPLICAS: too few replicas for a write (error.go:374@v9.23.0; redis.conf, min-replicas-to-write)
	if redis.IsNoReplicasError(err) {
		return true
	}
	// transient: BUSY: a script keeps the server (error.go:37@v9.23.0; Redis manual, EVAL)
	return redis.HasErrorPrefix(err, "BUSY ")
}

// isRedisConflict reports whether err is conflict as @redis has it, for Redis through go-redis:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isRedisConflict(err error) bool {
	// conflict: a watched key changed before EXEC (tx.go:11@v9.23.0)
	return errors.Is(err, redis.TxFailedErr)
}

// isRedisUnknown reports whether err is unknown as @redis has it, for Redis through go-redis:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isRedisUnknown(err error) bool {
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

// isRedis reports whether err is unsent, throttled or transient as @redis has it, for Redis through go-redis:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isRedis(err error) bool {
	// throttled: too many clients (error.go:319@v9.23.0; Redis manual, clients)
	if redis.IsMaxClientsError(err) {
		return true
	}
	// transient: LOADING: the data are being read from disk (error.go:289@v9.23.0)
	if redis.IsLoadingError(err) {
		return true
	}
	// transient: READONLY: a replica, or a primary that is none any more (error.go:295@v9.23.0)
	if redis.IsReadOnlyError(err) {
		return true
	}
	// transient: MASTERDOWN: a replica without its primary (error.go:313@v9.23.0)
	if redis.IsMasterDownError(err) {
		return true
	}
	// transient: TRYAGAIN: keys that are moving between nodes (error.go:307@v9.23.0)
	if redis.IsTryAgainError(err) {
		return true
	}
	// transient: CLUSTERDOWN: the cluster does not serve the slot (error.go:301@v9.23.0)
	if redis.IsClusterDownError(err) {
		return true
	}
	// transient: NOREPLICAS: too few replicas for a write (error.go:374@v9.23.0; redis.conf, min-replicas-to-write)
	if redis.IsNoReplicasError(err) {
		return true
	}
	// transient: BUSY: a script keeps the server (error.go:37@v9.23.0; Redis manual, EVAL)
	if redis.HasErrorPrefix(err, "BUSY ") {
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
	// unsent: the pool had no connection to lend (error.go:20, error.go:23@v9.23.0)
	return errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, redis.ErrPoolExhausted)
}

// isRedisIdempotent reports whether err is unsent, throttled, transient or unknown as @redis has it, for Redis through go-redis:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isRedisIdempotent(err error) bool {
	// throttled: too many clients (error.go:319@v9.23.0; Redis manual, clients)
	if redis.IsMaxClientsError(err) {
		return true
	}
	// transient: LOADING: the data are being read from disk (error.go:289@v9.23.0)
	if redis.IsLoadingError(err) {
		return true
	}
	// transient: READONLY: a replica, or a primary that is none any more (error.go:295@v9.23.0)
	if redis.IsReadOnlyError(err) {
		return true
	}
	// transient: MASTERDOWN: a replica without its primary (error.go:313@v9.23.0)
	if redis.IsMasterDownError(err) {
		return true
	}
	// transient: TRYAGAIN: keys that are moving between nodes (error.go:307@v9.23.0)
	if redis.IsTryAgainError(err) {
		return true
	}
	// transient: CLUSTERDOWN: the cluster does not serve the slot (error.go:301@v9.23.0)
	if redis.IsClusterDownError(err) {
		return true
	}
	// transient: NOREPLICAS: too few replicas for a write (error.go:374@v9.23.0; redis.conf, min-replicas-to-write)
	if redis.IsNoReplicasError(err) {
		return true
	}
	// transient: BUSY: a script keeps the server (error.go:37@v9.23.0; Redis manual, EVAL)
	if redis.HasErrorPrefix(err, "BUSY ") {
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
	// unsent: the pool had no connection to lend (error.go:20, error.go:23@v9.23.0)
	return errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, redis.ErrPoolExhausted)
}
