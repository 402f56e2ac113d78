package keypages_test

import (
	"context"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/keypages"
	backoff "github.com/backoffgen/backoffgen/runtime"
)

type builds struct{ running int }

func (b *builds) State(ctx context.Context, id int) (string, error) {
	time.Sleep(200 * ms)
	if b.running--; b.running >= 0 {
		return "running", nil
	}
	return "failed", nil
}

func TestRetryResult(t *testing.T) {
	tell(t, "retry_result", func(ctx context.Context, s *story) {
		state, _ := keypages.NewRetryingBuilds(&builds{running: 3}, backoff.WithObserver(s)).State(ctx, 1)
		s.say("the caller has the state %q.", state)
	})
}

type translations struct{ callee }

func (t *translations) Translate(ctx context.Context, text string) (string, error) {
	return "", t.next(ctx)
}

func TestPauseFrom(t *testing.T) {
	tell(t, "pause_from", func(ctx context.Context, s *story) {
		inner := &translations{callee{{err: &keypages.Throttled{After: 3 * time.Second}}, {err: &keypages.Throttled{After: 20 * ms}}, {}}}
		keypages.NewRetryingTranslations(inner, backoff.WithObserver(s)).Translate(ctx, "Servus")
	})
}

type geocoder struct{ until []time.Duration }

func (g *geocoder) Locate(context.Context, string) (float64, float64, error) {
	until := g.until[0]
	g.until = g.until[1:]
	return 0, 0, &keypages.OverQuota{Until: time.Now().Add(until)}
}

func TestMaxHint(t *testing.T) {
	tell(t, "max_hint", func(ctx context.Context, s *story) {
		inner := &geocoder{until: []time.Duration{2 * time.Second, 30 * 24 * time.Hour}}
		keypages.NewRetryingGeocoder(inner, backoff.WithObserver(s)).Locate(ctx, "Praça do Comércio")
	})
}
