// Code generated from the table of clients' errors. DO NOT EDIT.

package queues

import (
	"context"
	"crypto/tls"
	"errors"
	kafka "github.com/segmentio/kafka-go"
	"io"
	"net"
	"os"
	"syscall"
)

// kafkagoClasses are the predicates of @kafkago.
func kafkagoClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isKafkagoUnsent,
		"throttled":                          isKafkagoThrottled,
		"transient":                          isKafkagoTransient,
		"unknown":                            isKafkagoUnknown,
		"unsent,throttled,transient":         isKafkago,
		"unsent,throttled,transient,unknown": isKafkagoIdempotent,
	}
}

// isKafkagoUnsent reports whether err is unsent as @kafkago has it, for Kafka through segmentio/kafka-go:
//   - unsent: surely not carried out; always safe to repeat.
func isKafkagoUnsent(err error) bool {
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

// isKafkagoThrottled reports whether err is throttled as @kafkago has it, for Kafka through segmentio/kafka-go:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isKafkagoThrottled(err error) bool {
	// unknown: a list with an error, or none, for each message of a batch (error.go:696@v0.4.51)
	if _, ok := errors.AsType[kafka.WriteErrors](err); ok {
		return false
	}
	// throttled: a quota is used up for now (Kafka protocol, error codes; error.go:138@v0.4.51)
	return errors.Is(err, kafka.ThrottlingQuotaExceeded)
}

// isKafkagoTransient reports whether err is transient as @kafkago has it, for Kafka through segmentio/kafka-go:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isKafkagoTransient(err error) bool {
	// unknown: a list with an error, or none, for each message of a batch (error.go:696@v0.4.51)
	if _, ok := errors.AsType[kafka.WriteErrors](err); ok {
		return false
	}
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; error.go:138@v0.4.51)
	return errors.Is(err, kafka.InvalidMessage) ||
		errors.Is(err, kafka.UnknownTopicOrPartition) ||
		errors.Is(err, kafka.LeaderNotAvailable) ||
		errors.Is(err, kafka.NotLeaderForPartition) ||
		errors.Is(err, kafka.GroupLoadInProgress) ||
		errors.Is(err, kafka.GroupCoordinatorNotAvailable) ||
		errors.Is(err, kafka.NotCoordinatorForGroup) ||
		errors.Is(err, kafka.NotEnoughReplicas) ||
		errors.Is(err, kafka.NotController) ||
		errors.Is(err, kafka.FencedLeaderEpoch) ||
		errors.Is(err, kafka.UnknownLeaderEpoch) ||
		errors.Is(err, kafka.OffsetNotAvailable)
}

// isKafkagoUnknown reports whether err is unknown as @kafkago has it, for Kafka through segmentio/kafka-go:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isKafkagoUnknown(err error) bool {
	// unknown: a list with an error, or none, for each message of a batch (error.go:696@v0.4.51)
	if _, ok := errors.AsType[kafka.WriteErrors](err); ok {
		return true
	}
	// unknown: not acknowledged in time, or not by enough replicas (Kafka protocol, error codes; error.go:138@v0.4.51)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, kafka.RequestTimedOut) ||
		errors.Is(err, kafka.BrokerNotAvailable) ||
		errors.Is(err, kafka.NetworkException) ||
		errors.Is(err, kafka.NotEnoughReplicasAfterAppend) ||
		errors.Is(err, kafka.KafkaStorageError) ||
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

// isKafkago reports whether err is unsent, throttled or transient as @kafkago has it, for Kafka through segmentio/kafka-go:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isKafkago(err error) bool {
	// unknown: a list with an error, or none, for each message of a batch (error.go:696@v0.4.51)
	if _, ok := errors.AsType[kafka.WriteErrors](err); ok {
		return false
	}
	// throttled: a quota is used up for now (Kafka protocol, error codes; error.go:138@v0.4.51)
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; error.go:138@v0.4.51)
	if errors.Is(err, kafka.ThrottlingQuotaExceeded) ||
		errors.Is(err, kafka.InvalidMessage) ||
		errors.Is(err, kafka.UnknownTopicOrPartition) ||
		errors.Is(err, kafka.LeaderNotAvailable) ||
		errors.Is(err, kafka.NotLeaderForPartition) ||
		errors.Is(err, kafka.GroupLoadInProgress) ||
		errors.Is(err, kafka.GroupCoordinatorNotAvailable) ||
		errors.Is(err, kafka.NotCoordinatorForGroup) ||
		errors.Is(err, kafka.NotEnoughReplicas) ||
		errors.Is(err, kafka.NotController) ||
		errors.Is(err, kafka.FencedLeaderEpoch) ||
		errors.Is(err, kafka.UnknownLeaderEpoch) ||
		errors.Is(err, kafka.OffsetNotAvailable) {
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

// isKafkagoIdempotent reports whether err is unsent, throttled, transient or unknown as @kafkago has it, for Kafka through segmentio/kafka-go:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isKafkagoIdempotent(err error) bool {
	// unknown: a list with an error, or none, for each message of a batch (error.go:696@v0.4.51)
	if _, ok := errors.AsType[kafka.WriteErrors](err); ok {
		return true
	}
	// unknown: not acknowledged in time, or not by enough replicas (Kafka protocol, error codes; error.go:138@v0.4.51)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, kafka.RequestTimedOut) ||
		errors.Is(err, kafka.BrokerNotAvailable) ||
		errors.Is(err, kafka.NetworkException) ||
		errors.Is(err, kafka.NotEnoughReplicasAfterAppend) ||
		errors.Is(err, kafka.KafkaStorageError) ||
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
	// throttled: a quota is used up for now (Kafka protocol, error codes; error.go:138@v0.4.51)
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; error.go:138@v0.4.51)
	if errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.Is(err, kafka.ThrottlingQuotaExceeded) ||
		errors.Is(err, kafka.InvalidMessage) ||
		errors.Is(err, kafka.UnknownTopicOrPartition) ||
		errors.Is(err, kafka.LeaderNotAvailable) ||
		errors.Is(err, kafka.NotLeaderForPartition) ||
		errors.Is(err, kafka.GroupLoadInProgress) ||
		errors.Is(err, kafka.GroupCoordinatorNotAvailable) ||
		errors.Is(err, kafka.NotCoordinatorForGroup) ||
		errors.Is(err, kafka.NotEnoughReplicas) ||
		errors.Is(err, kafka.NotController) ||
		errors.Is(err, kafka.FencedLeaderEpoch) ||
		errors.Is(err, kafka.UnknownLeaderEpoch) ||
		errors.Is(err, kafka.OffsetNotAvailable) {
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
