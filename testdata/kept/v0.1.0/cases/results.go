package cases

import (
	"context"
	"net/http"
)

// A Reply is a server's.
type Reply struct{ Status int }

func isMoved(reply Reply) bool { return reply.Status == http.StatusMovedPermanently }

// Server says by its results what is the matter.
type Server interface {
	// Ask has cases for some of the results that it retries, and others that retry_result does not name.
	//
	//backoff:policy pause=10ms max_tries=3 errors=ErrBusy retry_result="reply.Status >= 500"
	//backoff:when result="reply.Status == 503" pause=1s multiplier=2 max_tries=3
	//backoff:when ErrThrottled result=isMoved pause=1m
	Ask(ctx context.Context, question string) (reply Reply, err error)

	// Do has a case of errors and responses. There is no retry_result: other responses are the caller's.
	//
	//backoff:policy max_tries=2 errors=ErrBusy
	//backoff:when @http.throttled pause=1s max_tries=3
	Do(req *http.Request) (*http.Response, error)
}
