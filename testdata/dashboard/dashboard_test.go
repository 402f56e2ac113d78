package dashboard_test

import (
	"context"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	otelprometheus "go.opentelemetry.io/otel/exporters/prometheus"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"

	"github.com/backoffgen/backoffgen/golden/hedge"
	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
	"github.com/backoffgen/backoffgen/testdata/dashboard"
)

const file = "../../docs/dashboard.json"

// A store takes its time at every fourth call, and is busy at every third.
type store struct {
	hedge.Store
	mu    sync.Mutex
	calls int
}

func (s *store) Ping(ctx context.Context) error {
	s.mu.Lock()
	s.calls++
	n := s.calls
	s.mu.Unlock()
	switch {
	case n%4 == 1:
		select {
		case <-ctx.Done():
		case <-time.After(time.Minute):
		}
		return ctx.Err()
	case n%3 == 2:
		return hedge.ErrBusy
	}
	return nil
}

// exported returns the names and labels of all series that Prometheus gets of otelbackoff, after calls of all kinds.
func exported(t *testing.T) map[string][]string {
	registry := prometheus.NewRegistry()
	exporter, err := otelprometheus.New(otelprometheus.WithRegisterer(registry))
	if err != nil {
		t.Fatal(err)
	}
	meters := otelbackoff.WithMeterProvider(sdkmetric.NewMeterProvider(sdkmetric.WithReader(exporter)))
	budget := backoff.Must(backoff.NewThrottle(1000, 1))
	if _, err := otelbackoff.ObserveBudget("stores", budget, meters); err != nil {
		t.Fatal(err)
	}
	s := hedge.NewRetryingStore(&store{}, backoff.WithObserver(otelbackoff.New(meters)), backoff.WithBudget(budget))
	for range 12 {
		_ = s.Ping(t.Context()) // errors belong to it
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 4 {
		_ = s.Ping(ctx)
	}
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	series := map[string][]string{}
	for _, f := range families {
		labels := map[string]bool{}
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				labels[l.GetName()] = true
			}
		}
		names := slices.Sorted(maps.Keys(labels))
		if f.GetType() != dto.MetricType_HISTOGRAM {
			series[f.GetName()] = names
			continue
		}
		series[f.GetName()+"_bucket"] = append([]string{"le"}, names...)
		series[f.GetName()+"_count"], series[f.GetName()+"_sum"] = names, names
	}
	return series
}

// Every series and label that the dashboard asks for is one that Prometheus really gets, by the exporter that programs use.
func TestTheDashboardShowsWhatIsExported(t *testing.T) {
	queries, err := dashboard.Queries(file)
	if err != nil {
		t.Fatal(err)
	}
	series, used := exported(t), map[string]bool{}
	for _, q := range queries {
		uses := q.Uses()
		if len(uses) == 0 {
			t.Errorf("%s: %s names no series of ours", q.Place, q.Expr)
		}
		for name, labels := range uses {
			used[name] = true
			has, ok := series[name]
			if !ok {
				t.Errorf("%s: nothing exports %s, but %v", q.Place, name, slices.Sorted(maps.Keys(series)))
			}
			for _, label := range labels {
				if !slices.Contains(has, label) {
					t.Errorf("%s: %s has no label %s, but %v", q.Place, name, label, has)
				}
			}
		}
	}
	want := []string{
		"backoff_attempt_duration_seconds_bucket", "backoff_attempts_total", "backoff_budget_left", "backoff_call_duration_seconds_bucket",
		"backoff_calls_total", "backoff_pause_duration_seconds_bucket", "backoff_saved_total",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(used))); diff != "" {
		t.Errorf("what the dashboard shows (-want +got):\n%s", diff)
	}
}

// The page about observing names metrics as Prometheus does, all of them.
func TestThePageNamesWhatIsExported(t *testing.T) {
	text, err := os.ReadFile("../../docs/observing.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for name := range exported(t) {
		name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"), "_count"), "_sum")
		if strings.HasPrefix(name, "backoff_") {
			known[name] = false
		}
	}
	known["backoff_stops_total"] = false // there is none before a call was stopped
	for _, name := range regexp.MustCompile(`\bbackoff_\w+_(?:total|seconds|left)\b`).FindAllString(string(text), -1) {
		if _, ok := known[name]; !ok {
			t.Errorf("nothing exports %s", name)
		}
		known[name] = true
	}
	for name, told := range known {
		if !told {
			t.Errorf("the page does not tell of %s", name)
		}
	}
}

// What a query uses is found in all of its places.
func TestUses(t *testing.T) {
	for expr, want := range map[string]map[string][]string{
		`sum by (a, b) (rate(backoff_x_total{c=~"$c", d!="e"}[5m])) / sum by (a) (rate(backoff_y[5m]))`: {
			"backoff_x_total": {"a", "b", "c", "d"}, "backoff_y": {"a", "b"},
		},
		`label_values(backoff_x_total, backoff_method)`: {"backoff_x_total": {"backoff_method"}},
		`vector(1)`: {},
	} {
		if diff := cmp.Diff(want, dashboard.Query{Expr: expr}.Uses()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", expr, diff)
		}
	}
}
