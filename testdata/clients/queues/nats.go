// Code generated from the table of clients' errors. DO NOT EDIT.

package queues

import (
	"context"
	"crypto/tls"
	"errors"
	nats "github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
)

// natsClasses are the predicates of @nats.
func natsClasses() map[string]func(error) bool {
	return map[string]func(error) bool{
		"unsent":                             isNatsUnsent,
		"throttled":                          isNatsThrottled,
		"transient":                          isNatsTransient,
		"conflict":                           isNatsConflict,
		"unknown":                            isNatsUnknown,
		"unsent,throttled,transient":         isNats,
		"unsent,throttled,transient,unknown": isNatsIdempotent,
	}
}

// isNatsUnsent reports whether err is unsent as @nats has it, for NATS and JetStream:
//   - unsent: surely not carried out; always safe to repeat.
func isNatsUnsent(err error) bool {
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
	// unsent: nobody listens, no server, or no room to keep it until there is one (nats.go:158, nats.go:4760, jetstream/errors.go:269@v1.55.0)
	return errors.Is(err, nats.ErrNoResponders) ||
		errors.Is(err, nats.ErrNoServers) ||
		errors.Is(err, nats.ErrReconnectBufExceeded) ||
		errors.Is(err, jetstream.ErrNoStreamResponse)
}

// isNatsThrottled reports whether err is throttled as @nats has it, for NATS and JetStream:
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
func isNatsThrottled(err error) bool {
	// throttled: too many connections (nats.go:159, nats.go:4457@v1.55.0)
	if errors.Is(err, nats.ErrMaxConnectionsExceeded) || errors.Is(err, nats.ErrMaxAccountConnectionsExceeded) {
		return true
	}
	// throttled: too many connections, while the first one is made; there is a text alone (nats.go:91, nats.go:3302@v1.55.0)
	if strings.Contains(err.Error(), "nats: maximum connections exceeded") {
		return true
	}
	// throttled: too many requests (server/errors.json:1655, server/stream.go:6185@v2.15.3)
	if e, ok := errors.AsType[*jetstream.APIError](err); ok && e.ErrorCode == 10167 {
		return true
	}
	// throttled: too many requests (server/errors.json:1655, server/stream.go:6185@v2.15.3)
	e, ok := errors.AsType[*nats.APIError](err)
	return ok && e.ErrorCode == 10167
}

// isNatsTransient reports whether err is transient as @nats has it, for NATS and JetStream:
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isNatsTransient(err error) bool {
	// transient: JetStream is temporarily unavailable, or not led by this server (server/errors.json:45, server/errors.json:535@v2.15.3)
	if e, ok := errors.AsType[*jetstream.APIError](err); ok {
		switch e.ErrorCode {
		case 10008, // JSClusterNotAvailErr
			10009: // JSClusterNotLeaderErr
			return true
		}
	}
	// transient: JetStream is temporarily unavailable, or not led by this server (server/errors.json:45, server/errors.json:535@v2.15.3)
	if e, ok := errors.AsType[*nats.APIError](err); ok {
		switch e.ErrorCode {
		case 10008, // JSClusterNotAvailErr
			10009: // JSClusterNotLeaderErr
			return true
		}
	}
	return false
}

// isNatsConflict reports whether err is conflict as @nats has it, for NATS and JetStream:
//   - conflict: undone in favour of another; safe to repeat as a whole, never one statement of it.
func isNatsConflict(err error) bool {
	// conflict: another message or revision came before (jetstream/errors.go:59, jetstream/errors.go:65@v1.55.0)
	if e, ok := errors.AsType[*jetstream.APIError](err); ok {
		switch e.ErrorCode {
		case 10071, // JSStreamWrongLastSequenceErrF
			10164: // JSStreamWrongLastSequenceConstantErr
			return true
		}
	}
	// conflict: another message or revision came before (jetstream/errors.go:59, jetstream/errors.go:65@v1.55.0)
	if e, ok := errors.AsType[*nats.APIError](err); ok {
		switch e.ErrorCode {
		case 10071, // JSStreamWrongLastSequenceErrF
			10164: // JSStreamWrongLastSequenceConstantErr
			return true
		}
	}
	return false
}

// isNatsUnknown reports whether err is unknown as @nats has it, for NATS and JetStream:
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isNatsUnknown(err error) bool {
	// unknown: no answer in time, or the connection ended (nats.go:120, nats.go:4966, nats.go:4455@v1.55.0)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, nats.ErrTimeout) ||
		errors.Is(err, nats.ErrDisconnected) ||
		errors.Is(err, nats.ErrStaleConnection) ||
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

// isNats reports whether err is unsent, throttled or transient as @nats has it, for NATS and JetStream:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
func isNats(err error) bool {
	// throttled: too many connections (nats.go:159, nats.go:4457@v1.55.0)
	if errors.Is(err, nats.ErrMaxConnectionsExceeded) || errors.Is(err, nats.ErrMaxAccountConnectionsExceeded) {
		return true
	}
	// throttled: too many connections, while the first one is made; there is a text alone (nats.go:91, nats.go:3302@v1.55.0)
	if strings.Contains(err.Error(), "nats: maximum connections exceeded") {
		return true
	}
	// throttled: too many requests (server/errors.json:1655, server/stream.go:6185@v2.15.3)
	if e, ok := errors.AsType[*jetstream.APIError](err); ok && e.ErrorCode == 10167 {
		return true
	}
	// throttled: too many requests (server/errors.json:1655, server/stream.go:6185@v2.15.3)
	if e, ok := errors.AsType[*nats.APIError](err); ok && e.ErrorCode == 10167 {
		return true
	}
	// transient: JetStream is temporarily unavailable, or not led by this server (server/errors.json:45, server/errors.json:535@v2.15.3)
	if e, ok := errors.AsType[*jetstream.APIError](err); ok {
		switch e.ErrorCode {
		case 10008, // JSClusterNotAvailErr
			10009: // JSClusterNotLeaderErr
			return true
		}
	}
	// transient: JetStream is temporarily unavailable, or not led by this server (server/errors.json:45, server/errors.json:535@v2.15.3)
	if e, ok := errors.AsType[*nats.APIError](err); ok {
		switch e.ErrorCode {
		case 10008, // JSClusterNotAvailErr
			10009: // JSClusterNotLeaderErr
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
	// unsent: nobody listens, no server, or no room to keep it until there is one (nats.go:158, nats.go:4760, jetstream/errors.go:269@v1.55.0)
	return errors.Is(err, nats.ErrNoResponders) ||
		errors.Is(err, nats.ErrNoServers) ||
		errors.Is(err, nats.ErrReconnectBufExceeded) ||
		errors.Is(err, jetstream.ErrNoStreamResponse)
}

// isNatsIdempotent reports whether err is unsent, throttled, transient or unknown as @nats has it, for NATS and JetStream:
//   - unsent: surely not carried out; always safe to repeat.
//   - throttled: refused because of load, and nothing was done; always safe to repeat, later.
//   - transient: refused for a passing reason, and nothing was done; always safe to repeat.
//   - unknown: perhaps carried out; safe to repeat only if that is idempotent.
func isNatsIdempotent(err error) bool {
	// throttled: too many connections (nats.go:159, nats.go:4457@v1.55.0)
	if errors.Is(err, nats.ErrMaxConnectionsExceeded) || errors.Is(err, nats.ErrMaxAccountConnectionsExceeded) {
		return true
	}
	// throttled: too many connections, while the first one is made; there is a text alone (nats.go:91, nats.go:3302@v1.55.0)
	if strings.Contains(err.Error(), "nats: maximum connections exceeded") {
		return true
	}
	// throttled: too many requests (server/errors.json:1655, server/stream.go:6185@v2.15.3)
	if e, ok := errors.AsType[*jetstream.APIError](err); ok && e.ErrorCode == 10167 {
		return true
	}
	// throttled: too many requests (server/errors.json:1655, server/stream.go:6185@v2.15.3)
	if e, ok := errors.AsType[*nats.APIError](err); ok && e.ErrorCode == 10167 {
		return true
	}
	// transient: JetStream is temporarily unavailable, or not led by this server (server/errors.json:45, server/errors.json:535@v2.15.3)
	if e, ok := errors.AsType[*jetstream.APIError](err); ok {
		switch e.ErrorCode {
		case 10008, // JSClusterNotAvailErr
			10009: // JSClusterNotLeaderErr
			return true
		}
	}
	// transient: JetStream is temporarily unavailable, or not led by this server (server/errors.json:45, server/errors.json:535@v2.15.3)
	if e, ok := errors.AsType[*nats.APIError](err); ok {
		switch e.ErrorCode {
		case 10008, // JSClusterNotAvailErr
			10009: // JSClusterNotLeaderErr
			return true
		}
	}
	// unknown: no answer in time, or the connection ended (nats.go:120, nats.go:4966, nats.go:4455@v1.55.0)
	// unknown: the connection ended (io/io.go:44, net/net.go:748@go1.26.8)
	if errors.Is(err, nats.ErrTimeout) ||
		errors.Is(err, nats.ErrDisconnected) ||
		errors.Is(err, nats.ErrStaleConnection) ||
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
	// unsent: nobody listens, no server, or no room to keep it until there is one (nats.go:158, nats.go:4760, jetstream/errors.go:269@v1.55.0)
	return errors.Is(err, nats.ErrNoResponders) ||
		errors.Is(err, nats.ErrNoServers) ||
		errors.Is(err, nats.ErrReconnectBufExceeded) ||
		errors.Is(err, jetstream.ErrNoStreamResponse)
}
