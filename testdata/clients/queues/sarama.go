// Code generated from the table of clients' errors. DO NOT EDIT.

package queues

import (
	"context"
	"crypto/tls"
	"errors"
	"github.com/IBM/sarama"
	"io"
	"net"
	"os"
	"syscall"
)

// saramaClasses are the predicates of @sarama.
func saramaClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isSaramaUnsent,
		"throttled":                          isSaramaThrottled,
		"transient":                          isSaramaTransient,
		"unknown":                            isSaramaUnknown,
		"unsent,throttled,transient":         isSarama,
		"unsent,throttled,transient,unknown": isSaramaIdempotent,
	}
}

// isSaramaUnsent reports whether err is unsent as @sarama has it, for Kafka through sarama:
//   - unsent: surely not carried out; always safe to repeat.
func isSaramaUnsent(err error) bool {
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
	// unknown: a list of messages that were not delivered (async_producer.go:442@v1.61.1)
	if _, ok := errors.AsType[sarama.ProducerErrors](err); ok {
		return false
	}
	// unsent: no broker to talk to (errors.go:11, errors.go:31, errors.go:60@v1.61.1)
	return errors.Is(err, sarama.ErrNotConnected) ||
		errors.Is(err, sarama.ErrOutOfBrokers) ||
		errors.Is(err, sarama.ErrControllerNotAvailable)
}

// isSaramaThrottled reports whether err is throttled as @sarama has it, for Kafka through sarama:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isSaramaThrottled(err error) bool {
	// unknown: a list of messages that were not delivered (async_producer.go:442@v1.61.1)
	if _, ok := errors.AsType[sarama.ProducerErrors](err); ok {
		return false
	}
	// throttled: a quota is used up for now (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	return errors.Is(err, sarama.ErrThrottlingQuotaExceeded)
}

// isSaramaTransient reports whether err is transient as @sarama has it, for Kafka through sarama:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSaramaTransient(err error) bool {
	// unknown: a list of messages that were not delivered (async_producer.go:442@v1.61.1)
	if _, ok := errors.AsType[sarama.ProducerErrors](err); ok {
		return false
	}
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	return errors.Is(err, sarama.ErrInvalidMessage) ||
		errors.Is(err, sarama.ErrUnknownTopicOrPartition) ||
		errors.Is(err, sarama.ErrLeaderNotAvailable) ||
		errors.Is(err, sarama.ErrNotLeaderForPartition) ||
		errors.Is(err, sarama.ErrOffsetsLoadInProgress) ||
		errors.Is(err, sarama.ErrConsumerCoordinatorNotAvailable) ||
		errors.Is(err, sarama.ErrNotCoordinatorForConsumer) ||
		errors.Is(err, sarama.ErrNotEnoughReplicas) ||
		errors.Is(err, sarama.ErrNotController) ||
		errors.Is(err, sarama.ErrFencedLeaderEpoch) ||
		errors.Is(err, sarama.ErrUnknownLeaderEpoch) ||
		errors.Is(err, sarama.ErrOffsetNotAvailable)
}

// isSaramaUnknown reports whether err is unknown as @sarama has it, for Kafka through sarama:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isSaramaUnknown(err error) bool {
	// unknown: a list of messages that were not delivered (async_producer.go:442@v1.61.1)
	if _, ok := errors.AsType[sarama.ProducerErrors](err); ok {
		return true
	}
	// unknown: not acknowledged in time, or not by enough replicas (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, sarama.ErrRequestTimedOut) ||
		errors.Is(err, sarama.ErrBrokerNotAvailable) ||
		errors.Is(err, sarama.ErrNetworkException) ||
		errors.Is(err, sarama.ErrNotEnoughReplicasAfterAppend) ||
		errors.Is(err, sarama.ErrKafkaStorageError) ||
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

// isSarama reports whether err is unsent, throttled or transient as @sarama has it, for Kafka through sarama:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isSarama(err error) bool {
	// unknown: a list of messages that were not delivered (async_producer.go:442@v1.61.1)
	if _, ok := errors.AsType[sarama.ProducerErrors](err); ok {
		return false
	}
	// throttled: a quota is used up for now (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	if errors.Is(err, sarama.ErrThrottlingQuotaExceeded) ||
		errors.Is(err, sarama.ErrInvalidMessage) ||
		errors.Is(err, sarama.ErrUnknownTopicOrPartition) ||
		errors.Is(err, sarama.ErrLeaderNotAvailable) ||
		errors.Is(err, sarama.ErrNotLeaderForPartition) ||
		errors.Is(err, sarama.ErrOffsetsLoadInProgress) ||
		errors.Is(err, sarama.ErrConsumerCoordinatorNotAvailable) ||
		errors.Is(err, sarama.ErrNotCoordinatorForConsumer) ||
		errors.Is(err, sarama.ErrNotEnoughReplicas) ||
		errors.Is(err, sarama.ErrNotController) ||
		errors.Is(err, sarama.ErrFencedLeaderEpoch) ||
		errors.Is(err, sarama.ErrUnknownLeaderEpoch) ||
		errors.Is(err, sarama.ErrOffsetNotAvailable) {
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
	// unsent: no broker to talk to (errors.go:11, errors.go:31, errors.go:60@v1.61.1)
	return errors.Is(err, sarama.ErrNotConnected) ||
		errors.Is(err, sarama.ErrOutOfBrokers) ||
		errors.Is(err, sarama.ErrControllerNotAvailable)
}

// isSaramaIdempotent reports whether err is unsent, throttled, transient or unknown as @sarama has it, for Kafka through sarama:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isSaramaIdempotent(err error) bool {
	// unknown: a list of messages that were not delivered (async_producer.go:442@v1.61.1)
	if _, ok := errors.AsType[sarama.ProducerErrors](err); ok {
		return true
	}
	// unknown: not acknowledged in time, or not by enough replicas (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, sarama.ErrRequestTimedOut) ||
		errors.Is(err, sarama.ErrBrokerNotAvailable) ||
		errors.Is(err, sarama.ErrNetworkException) ||
		errors.Is(err, sarama.ErrNotEnoughReplicasAfterAppend) ||
		errors.Is(err, sarama.ErrKafkaStorageError) ||
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
	// throttled: a quota is used up for now (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	// transient: the wrong broker, one that is starting or electing, or too few replicas before anything was appended (Kafka protocol, error codes; errors.go:179, async_producer.go:1421@v1.61.1)
	if errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.Is(err, sarama.ErrThrottlingQuotaExceeded) ||
		errors.Is(err, sarama.ErrInvalidMessage) ||
		errors.Is(err, sarama.ErrUnknownTopicOrPartition) ||
		errors.Is(err, sarama.ErrLeaderNotAvailable) ||
		errors.Is(err, sarama.ErrNotLeaderForPartition) ||
		errors.Is(err, sarama.ErrOffsetsLoadInProgress) ||
		errors.Is(err, sarama.ErrConsumerCoordinatorNotAvailable) ||
		errors.Is(err, sarama.ErrNotCoordinatorForConsumer) ||
		errors.Is(err, sarama.ErrNotEnoughReplicas) ||
		errors.Is(err, sarama.ErrNotController) ||
		errors.Is(err, sarama.ErrFencedLeaderEpoch) ||
		errors.Is(err, sarama.ErrUnknownLeaderEpoch) ||
		errors.Is(err, sarama.ErrOffsetNotAvailable) {
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
	// unsent: no broker to talk to (errors.go:11, errors.go:31, errors.go:60@v1.61.1)
	return errors.Is(err, sarama.ErrNotConnected) ||
		errors.Is(err, sarama.ErrOutOfBrokers) ||
		errors.Is(err, sarama.ErrControllerNotAvailable)
}
