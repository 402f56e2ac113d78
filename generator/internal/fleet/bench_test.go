package fleet

import (
	"context"
	"fmt"
	"testing"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// What an event costs does not grow with the number of clients. As many calls are made by any number of them: they call for a longer
// time where there are fewer. With a "failing" service most calls fail after four tries with jitter.
func BenchmarkEvents(b *testing.B) {
	m := Method{Policy: backoff.Policy{AttemptTimeout: time.Second, MaxTries: 4, Pause: 100 * time.Millisecond, Multiplier: 2, Jitter: backoff.JitterFull}, CutsOff: true}
	for _, clients := range []int{1e3, 1e4, 1e5, 1e6} {
		well := Scenario{Clients: clients, Rate: 1, Capacity: 1.5 * float64(clients), Latency: 50 * time.Millisecond, For: time.Duration(float64(5*time.Second) * 1e6 / float64(clients)), Seed: 1}
		failing := well
		failing.Outage = Outage{0, failing.For, Slow}
		for _, run := range []struct {
			name     string
			scenario Scenario
			method   Method
		}{{"well", well, m}, {"failing", failing, m}, {"budget", failing, m.WithBudget(0.2)}} {
			b.Run(fmt.Sprintf("%s/%d", run.name, clients), func(b *testing.B) {
				events := 0
				for b.Loop() {
					e := newSimulation(&run.scenario, &run.method)
					e.run(context.Background(), quiet)
					events += e.handled
				}
				b.ReportMetric(float64(b.Elapsed())/float64(events), "ns/event")
				b.ReportMetric(float64(events)/float64(b.N), "events")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
