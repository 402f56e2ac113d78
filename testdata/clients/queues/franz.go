// Code generated from the table of clients' errors. DO NOT EDIT.

package queues

import (
	"crypto/tls"
	"errors"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"io"
	"net"
	"syscall"
)

// franzClasses are the predicates of @franz.
func franzClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"throttled":                          isFranzThrottled,
		"transient":                          isFranzTransient,
		"unknown":                            isFranzUnknown,
		"unsent,throttled,transient":         isFranz,
		"unsent,throttled,transient,unknown": isFranzIdempotent,
	}
}

// isFranzThrottled reports whether err is throttled as @franz has it, for Kafka through franz-go:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isFranzThrottled(err error) bool {
	// throttled: the client's own buffer is full (pkg/kgo/errors.go:287@v1.22.3)
	// throttled: a quota is used up for now (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	return errors.Is(err, kgo.ErrMaxBuffered) || errors.Is(err, kerr.ThrottlingQuotaExceeded)
}

// isFranzTransient reports whether err is transient as @franz has it, for Kafka through franz-go:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isFranzTransient(err error) bool {
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	return errors.Is(err, kerr.CorruptMessage) ||
		errors.Is(err, kerr.UnknownTopicOrPartition) ||
		errors.Is(err, kerr.LeaderNotAvailable) ||
		errors.Is(err, kerr.NotLeaderForPartition) ||
		errors.Is(err, kerr.CoordinatorLoadInProgress) ||
		errors.Is(err, kerr.CoordinatorNotAvailable) ||
		errors.Is(err, kerr.NotCoordinator) ||
		errors.Is(err, kerr.NotEnoughReplicas) ||
		errors.Is(err, kerr.NotController) ||
		errors.Is(err, kerr.FencedLeaderEpoch) ||
		errors.Is(err, kerr.UnknownLeaderEpoch) ||
		errors.Is(err, kerr.OffsetNotAvailable)
}

// isFranzUnknown reports whether err is unknown as @franz has it, for Kafka through franz-go:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isFranzUnknown(err error) bool {
	// never: a host name that does not exist (net/net.go:676@go1.26.8)
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return false
	}
	// never: a certificate that is not trusted (crypto/tls/common.go:1810@go1.26.8)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return false
	}
	// unknown: not acknowledged in time, or not by enough replicas (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	if errors.Is(err, kerr.RequestTimedOut) ||
		errors.Is(err, kerr.BrokerNotAvailable) ||
		errors.Is(err, kerr.NetworkException) ||
		errors.Is(err, kerr.NotEnoughReplicasAfterAppend) ||
		errors.Is(err, kerr.KafkaStorageError) ||
		errors.Is(err, kgo.ErrRecordTimeout) ||
		errors.Is(err, kgo.ErrRecordRetries) {
		return true
	}
	// unknown: what the client would retry of a connection's errors (pkg/kgo/errors.go:23@v1.22.3)
	if kgo.IsRetryableBrokerErr(err) {
		return true
	}
	// unknown: no connection could be made, be it to look again for the broker of a record that was sent (pkg/kgo/sink.go:1837@v1.22.3)
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
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
	return false
}

// isFranz reports whether err is unsent, throttled or transient as @franz has it, for Kafka through franz-go:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isFranz(err error) bool {
	// throttled: the client's own buffer is full (pkg/kgo/errors.go:287@v1.22.3)
	// throttled: a quota is used up for now (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	return errors.Is(err, kgo.ErrMaxBuffered) ||
		errors.Is(err, kerr.ThrottlingQuotaExceeded) ||
		errors.Is(err, kerr.CorruptMessage) ||
		errors.Is(err, kerr.UnknownTopicOrPartition) ||
		errors.Is(err, kerr.LeaderNotAvailable) ||
		errors.Is(err, kerr.NotLeaderForPartition) ||
		errors.Is(err, kerr.CoordinatorLoadInProgress) ||
		errors.Is(err, kerr.CoordinatorNotAvailable) ||
		errors.Is(err, kerr.NotCoordinator) ||
		errors.Is(err, kerr.NotEnoughReplicas) ||
		errors.Is(err, kerr.NotController) ||
		errors.Is(err, kerr.FencedLeaderEpoch) ||
		errors.Is(err, kerr.UnknownLeaderEpoch) ||
		errors.Is(err, kerr.OffsetNotAvailable)
}

// isFranzIdempotent reports whether err is unsent, throttled, transient or unknown as @franz has it, for Kafka through franz-go:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isFranzIdempotent(err error) bool {
	// throttled: the client's own buffer is full (pkg/kgo/errors.go:287@v1.22.3)
	// throttled: a quota is used up for now (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	if errors.Is(err, kgo.ErrMaxBuffered) ||
		errors.Is(err, kerr.ThrottlingQuotaExceeded) ||
		errors.Is(err, kerr.CorruptMessage) ||
		errors.Is(err, kerr.UnknownTopicOrPartition) ||
		errors.Is(err, kerr.LeaderNotAvailable) ||
		errors.Is(err, kerr.NotLeaderForPartition) ||
		errors.Is(err, kerr.CoordinatorLoadInProgress) ||
		errors.Is(err, kerr.CoordinatorNotAvailable) ||
		errors.Is(err, kerr.NotCoordinator) ||
		errors.Is(err, kerr.NotEnoughReplicas) ||
		errors.Is(err, kerr.NotController) ||
		errors.Is(err, kerr.FencedLeaderEpoch) ||
		errors.Is(err, kerr.UnknownLeaderEpoch) ||
		errors.Is(err, kerr.OffsetNotAvailable) {
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
	// unknown: not acknowledged in time, or not by enough replicas (Kafka protocol, error codes; pkg/kerr/kerr.go:78@v1.22.3)
	if errors.Is(err, kerr.RequestTimedOut) ||
		errors.Is(err, kerr.BrokerNotAvailable) ||
		errors.Is(err, kerr.NetworkException) ||
		errors.Is(err, kerr.NotEnoughReplicasAfterAppend) ||
		errors.Is(err, kerr.KafkaStorageError) ||
		errors.Is(err, kgo.ErrRecordTimeout) ||
		errors.Is(err, kgo.ErrRecordRetries) {
		return true
	}
	// unknown: what the client would retry of a connection's errors (pkg/kgo/errors.go:23@v1.22.3)
	if kgo.IsRetryableBrokerErr(err) {
		return true
	}
	// unknown: no connection could be made, be it to look again for the broker of a record that was sent (pkg/kgo/sink.go:1837@v1.22.3)
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
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
	return false
}
