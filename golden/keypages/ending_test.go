package keypages_test

import (
	"context"
	"io"
	"testing"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// sessions end before the first message.
type sessions struct {
	callee
	story *story
}

func (s *sessions) Send(ctx context.Context, text string) error { return s.next(ctx) }

func (s *sessions) Login(context.Context) error {
	s.story.say("before the next attempt Login is called.")
	return nil
}

func TestBeforeRetry(t *testing.T) {
	tell(t, "before_retry", func(ctx context.Context, s *story) {
		inner := &sessions{callee{{err: keypages.ErrUnavailable}, {}}, s}
		keypages.NewRetryingSessions(inner, backoff.WithObserver(s)).Send(ctx, "hello")
	})
}

type archives struct{ callee }

func (a *archives) Open(ctx context.Context, name string) ([]byte, error)     { return nil, a.next(ctx) }
func (a *archives) Store(ctx context.Context, name string, data []byte) error { return a.next(ctx) }

func TestMapError(t *testing.T) {
	tell(t, "map_error", func(ctx context.Context, s *story) {
		cut := callee{{err: io.ErrUnexpectedEOF}, {err: io.ErrUnexpectedEOF}, {err: io.ErrUnexpectedEOF}}
		_, err := keypages.NewRetryingArchives(&archives{cut}, backoff.WithObserver(s)).Open(ctx, "2026")
		s.say("the caller has the error %q.", err)
	})
}
