package cases_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/backoffgen/backoffgen/golden/cases"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

// A secretive server answers with what no log may tell.
type secretive struct {
	cases.Server
	asked int
}

func (s *secretive) Ask(_ context.Context, question string) (cases.Reply, error) {
	s.asked++
	if question != "sesame" || s.asked == 1 {
		return cases.Reply{Status: 987654321}, cases.ErrBusy
	}
	return cases.Reply{Status: 987654321}, nil // which is rejected
}

// A log has errors, names and numbers, at whatever level, and nothing of arguments and results, also where expressions see them.
func TestNoArgumentOrResultIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug - 4}))
		inner := &secretive{}
		reply, err := cases.NewRetryingServer(inner, backoff.WithLogger(logger)).Ask(t.Context(), "sesame")
		if inner.asked != 3 {
			t.Errorf("%d attempts, %v, %v", inner.asked, reply, err)
		}
		text := log.String()
		if !strings.Contains(text, "busy") {
			t.Errorf("the log does not have the error: %s", text)
		}
		for _, secret := range []string{"sesame", "987654321"} {
			if strings.Contains(text, secret) {
				t.Errorf("the log has %s: %s", secret, text)
			}
		}
	})
}
