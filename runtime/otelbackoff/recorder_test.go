package otelbackoff_test

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/otelbackoff"
)

const ms = time.Millisecond

// A fake is a store of one function, which every method calls.
type fake func(ctx context.Context) (string, error)

func (f fake) Fetch(ctx context.Context, _ string) (string, error)  { return f(ctx) }
func (f fake) Search(ctx context.Context, _ string) (string, error) { return f(ctx) }
func (f fake) Save(ctx context.Context, _ string) error             { _, err := f(ctx); return err }
func (f fake) Version() (int, error)                                { _, err := f(context.Background()); return 1, err }

// steps is a fake that answers with one error after the other, the last one again and again, each after 10ms.
func steps(errs ...error) fake {
	n := 0
	return func(context.Context) (string, error) {
		time.Sleep(10 * ms)
		n++
		return "gopher", errs[min(n, len(errs))-1]
	}
}

// A recorder has what an observer makes.
type recorder struct {
	spans   *tracetest.InMemoryExporter
	tracers *sdktrace.TracerProvider
	reader  *sdkmetric.ManualReader
	meters  *sdkmetric.MeterProvider
}

func newRecorder() *recorder {
	spans, reader := tracetest.NewInMemoryExporter(), sdkmetric.NewManualReader()
	return &recorder{
		spans:   spans,
		tracers: sdktrace.NewTracerProvider(sdktrace.WithSyncer(spans)),
		reader:  reader,
		meters:  sdkmetric.NewMeterProvider(sdkmetric.WithReader(reader)),
	}
}

// store returns a decorator that is observed.
func (r *recorder) store(inner Store, opts ...otelbackoff.Option) *RetryingStore {
	opts = append(opts, otelbackoff.WithTracerProvider(r.tracers), otelbackoff.WithMeterProvider(r.meters), nil)
	return NewRetryingStore(inner, backoff.WithObserver(otelbackoff.New(opts...)))
}

// checkSpans compares all the spans that have ended, as a tree in the order in which they started.
func (r *recorder) checkSpans(t *testing.T, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(r.tree())); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
}

func (r *recorder) tree() string {
	spans := r.spans.GetSpans()
	sort.SliceStable(spans, func(i, j int) bool { return spans[i].StartTime.Before(spans[j].StartTime) })
	var b strings.Builder
	var below func(parent trace.SpanID, indent string)
	below = func(parent trace.SpanID, indent string) {
		for _, s := range spans {
			if s.Parent.SpanID() != parent {
				continue
			}
			fmt.Fprintf(&b, "%s%s %v%s", indent, s.Name, s.EndTime.Sub(s.StartTime), attributes(s.Attributes))
			if s.Status.Code == codes.Error {
				fmt.Fprintf(&b, " !%s", s.Status.Description)
			}
			b.WriteString("\n")
			for _, e := range s.Events {
				fmt.Fprintf(&b, "%s  * %s%s\n", indent, e.Name, attributes(e.Attributes))
			}
			below(s.SpanContext.SpanID(), indent+"  ")
		}
	}
	below(trace.SpanID{}, "")
	return b.String()
}

// attributes returns them in their order; of the method, which every span has, and a stack, nothing but that it is there.
func attributes(attrs []attribute.KeyValue) string {
	var b strings.Builder
	for _, a := range attrs {
		switch {
		case a.Key == "backoff.method":
		case a.Key == "exception.stacktrace" && strings.Contains(a.Value.AsString(), "goroutine"):
			b.WriteString(" exception.stacktrace=…")
		default:
			fmt.Fprintf(&b, " %s=%s", strings.TrimPrefix(string(a.Key), "backoff."), a.Value.String())
		}
	}
	return b.String()
}

// checkMetrics compares all the metrics that were recorded: counts, and of durations their number and sum.
func (r *recorder) checkMetrics(t *testing.T, want ...string) {
	t.Helper()
	r.checkMetricsOf(t, "", want...)
}

// checkMetricsOf is checkMetrics for one metric, or all where the name is empty.
func (r *recorder) checkMetricsOf(t *testing.T, name string, want ...string) {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := r.reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			if name != "" && m.Name != name {
				continue
			}
			switch data := m.Data.(type) {
			case metricdata.Sum[int64]:
				for _, p := range data.DataPoints {
					got = append(got, fmt.Sprintf("%s{%s} %d %s", m.Name, labels(p.Attributes), p.Value, m.Unit))
				}
			case metricdata.Gauge[float64]:
				for _, p := range data.DataPoints {
					got = append(got, fmt.Sprintf("%s{%s} %v %s", m.Name, labels(p.Attributes), p.Value, m.Unit))
				}
			case metricdata.Histogram[float64]:
				for _, p := range data.DataPoints {
					got = append(got, fmt.Sprintf("%s{%s} %d in %.3f %s", m.Name, labels(p.Attributes), p.Count, p.Sum, m.Unit))
				}
			default:
				t.Errorf("%s is a %T", m.Name, data)
			}
		}
	}
	sort.Strings(got)
	sort.Strings(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("metrics (-want +got):\n%s", diff)
	}
}

func labels(set attribute.Set) string {
	var parts []string
	for _, a := range set.ToSlice() {
		parts = append(parts, strings.TrimPrefix(string(a.Key), "backoff.")+"="+a.Value.String())
	}
	return strings.Join(parts, " ")
}
