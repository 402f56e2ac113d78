package grpchint

import (
	"context"
	"errors"
	"math"
	"strconv"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// pushbackTrailer is where a server says when to retry: gRFC A6, "gRPC Retry Design".
const pushbackTrailer = "grpc-retry-pushback-ms"

// UnaryClientInterceptor is an interceptor for [grpc.WithUnaryInterceptor] or [grpc.WithChainUnaryInterceptor] whose calls
// return errors that carry their trailers, so that [RetryAfter] can read them. It changes nothing else, and is safe for concurrent
// use. gRPC itself acts on the trailer under a service config with a retryPolicy; where that is so, grpc.WithDisableRetry
// leaves it to the decorator.
func UnaryClientInterceptor(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	var trailer metadata.MD
	opts = append(opts[:len(opts):len(opts)], grpc.Trailer(&trailer))
	return WithTrailer(invoke(ctx, method, req, reply, conn, opts...), trailer)
}

// WithTrailer returns err with the trailers of its call, as [grpc.Trailer] or a stream's Trailer has them, so that [RetryAfter] can
// read them. The error has the same text and status, and unwraps to err. Where err is nil, or the trailers have no
// grpc-retry-pushback-ms, it is err itself.
func WithTrailer(err error, trailer metadata.MD) error {
	if err == nil || len(trailer.Get(pushbackTrailer)) == 0 {
		return err
	}
	return &trailerError{err, trailer}
}

// A trailerError is an error with the trailers that came with it.
type trailerError struct {
	error
	trailer metadata.MD
}

func (e *trailerError) Unwrap() error { return e.error }

// GRPCStatus returns the status of the error inside: it is not changed by being carried.
func (e *trailerError) GRPCStatus() *status.Status { return status.Convert(e.error) }

// pushback returns the pause that the trailers of err's call ask for, negative for never.
func pushback(err error) (time.Duration, bool) {
	e, ok := errors.AsType[*trailerError](err)
	if !ok {
		return 0, false
	}
	ms, err := strconv.ParseInt(e.trailer.Get(pushbackTrailer)[0], 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange) && ms > 0, ms > math.MaxInt64/int64(time.Millisecond):
		return math.MaxInt64, true
	case err != nil || ms < 0:
		return -1, true
	}
	return time.Duration(ms) * time.Millisecond, true
}
