// Package grpchint lets gRPC clients be retried as their servers ask: it says which statuses may be retried, and reads
// from their details when to come back. The interface of a client is annotated with
//
//	//backoff:import "github.com/backoffgen/backoffgen/runtime/grpchint"
//
//	//backoff:policy deadline=1m pause=100ms errors=grpchint.Retryable pause_from=grpchint.RetryAfter
//
// It is a module of its own, so that nobody depends on gRPC who does not use it.
package grpchint

import (
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// RetryAfter is a pause_from for errors with a gRPC status: it returns how long the server pushes its client back, and false
// when it does not. It counts from when the error came, which is when a policy asks. A negative pause, which ends the call,
// says that the server wants no other attempt. It reads
//
//   - the trailer grpc-retry-pushback-ms, a number of milliseconds, of an error that [WithTrailer] has made, or the interceptor
//     [UnaryClientInterceptor]: gRPC keeps trailers to itself. As gRFC A6 has it, a negative number, and what is no number, says
//     never;
//   - the retry delay of the RetryInfo among the details of the status in err's tree. A negative one says never; one that is no
//     valid duration says nothing.
func RetryAfter(err error) (time.Duration, bool) {
	if d, ok := pushback(err); ok {
		return d, true
	}
	s, ok := status.FromError(err)
	if !ok {
		return 0, false
	}
	for _, detail := range s.Details() {
		info, ok := detail.(*errdetails.RetryInfo)
		if !ok {
			continue
		}
		delay := info.GetRetryDelay()
		if delay.CheckValid() != nil {
			continue
		}
		return delay.AsDuration(), true
	}
	return 0, false
}

// Retryable reports whether err's tree has a gRPC status that may be another one next time:
//
//   - Unavailable: the service cannot be reached, or asks to be asked again;
//   - ResourceExhausted, if it says when to come back: a quota that is filled again. Without a RetryInfo it may as well be
//     a disk that is full, or a message that is too large.
//
// An error whose server wants no other attempt, as [RetryAfter] says, is not one to retry.
//
// An Unavailable call may have been carried out, when the connection broke after it was sent; what must not be done twice
// should carry a key by which the server knows it again. DeadlineExceeded is not among them: where it is the attempt's own
// timeout it is retried anyway, and where it is not, there is no time left. Aborted is for the whole of a transaction to
// be tried again, and not its last call.
func Retryable(err error) bool {
	s, ok := status.FromError(err)
	if !ok {
		return false
	}
	delay, asked := RetryAfter(err)
	switch s.Code() {
	case codes.Unavailable:
		return !asked || delay >= 0
	case codes.ResourceExhausted:
		return asked && delay >= 0
	}
	return false
}
