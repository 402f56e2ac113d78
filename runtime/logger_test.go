package backoff_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	. "github.com/backoffgen/backoffgen/runtime"
)

// logged returns the lines that the calls of s write, without their time.
func logged(t *testing.T, level slog.Level, p Policy, steps ...step) []string {
	t.Helper()
	var text strings.Builder
	logger := slog.New(slog.NewTextHandler(&text, &slog.HandlerOptions{
		Level: level,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	}))
	synctest.Test(t, func(t *testing.T) {
		n := 0
		s := newRetryingStore(storeFunc(func(ctx context.Context) (int, error) {
			n++
			return n, steps[min(n, len(steps))-1](ctx)
		}), p, WithLogger(logger), WithLogger(nil))
		_, err := s.Fetch(t.Context())
		t.Log(err)
	})
	return strings.FieldsFunc(text.String(), func(r rune) bool { return r == '\n' })
}

func TestLogger(t *testing.T) {
	p := with(func(p *Policy) { p.Pause, p.Deadline = 5*ms, time.Second })
	for _, test := range []struct {
		name  string
		level slog.Level
		p     Policy
		steps []step
		want  []string
	}{
		{"everything", slog.LevelDebug, p, []step{after(ms, errBusy), fail(nil)}, []string{
			`level=DEBUG msg="backoff: attempt started" method=Store.Fetch try=1 elapsed=0s`,
			`level=DEBUG msg="backoff: attempt ended" method=Store.Fetch try=1 elapsed=1ms outcome=retryable error=busy`,
			`level=WARN msg="backoff: retrying" method=Store.Fetch try=2 elapsed=1ms pause=5ms error=busy`,
			`level=DEBUG msg="backoff: attempt started" method=Store.Fetch try=2 elapsed=6ms`,
			`level=DEBUG msg="backoff: attempt ended" method=Store.Fetch try=2 elapsed=0s outcome=succeeded`,
			`level=DEBUG msg="backoff: call ended" method=Store.Fetch try=2 elapsed=6ms reason=succeeded`,
		}},
		{"a retry", slog.LevelInfo, p, []step{fail(errBusy), fail(nil)}, []string{
			`level=WARN msg="backoff: retrying" method=Store.Fetch try=2 elapsed=0s pause=5ms error=busy`,
		}},
		{"an error after a retry", slog.LevelError, p, []step{fail(errBusy), fail(errFatal)}, []string{
			`level=ERROR msg="backoff: call ended" method=Store.Fetch try=2 elapsed=5ms reason=not_retryable error=fatal`,
		}},
		{"a stop", slog.LevelError, with(func(p *Policy) { p.Deadline = ms }), []step{after(ms, errBusy)}, []string{
			`level=ERROR msg="backoff: call ended" method=Store.Fetch try=1 elapsed=1ms reason=deadline ` +
				`error="Store.Fetch: stopped after 1 attempt in 1ms: backoff: deadline exceeded; last error: busy"`,
		}},
		{"an error at the first try is its caller's", slog.LevelInfo, p, []step{fail(errFatal)}, nil},
		{"a success", slog.LevelInfo, p, []step{fail(nil)}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, logged(t, test.level, test.p, test.steps...), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}
