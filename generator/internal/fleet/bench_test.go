package fleet

import (
	"context"
	"fmt"
	"testing"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// What an event costs does not grow with the number of clients. Each makes a call in ten seconds, and the service is slow for a while.
func BenchmarkEvents(b *testing.B) {
	m := Method{Policy: backoff.Policy{AttemptTimeout: time.Second, MaxTries: 4, Pause: 100 * time.Millisecond, Multiplier: 2, Jitter: backoff.JitterFull}, CutsOff: true}
	for _, clients := range []int{1e3, 1e4, 1e5, 1e6} {
		for name, m := range map[string]Method{"plain": m, "budget": m.WithBudget(0.2)} {
			b.Run(fmt.Sprintf("%s/%d", name, clients), func(b *testing.B) {
				s := Scenario{Clients: clients, Rate: 0.1, Capacity: 0.15 * float64(clients), Latency: 50 * time.Millisecond, Outage: Outage{10 * time.Second, 5 * time.Second, Slow}, Seed: 1}
				s.For = time.Duration(float64(time.Minute) * 1e6 / float64(clients)) // as many calls for any number of clients
				s.Outage.Begin *= time.Duration(1e6 / clients)
				s.Outage.Length *= time.Duration(1e6 / clients)
				events := 0
				for b.Loop() {
					e := newSimulation(&s, &m)
					e.run(context.Background(), func(time.Duration) {})
					events += e.handled
				}
				b.ReportMetric(float64(b.Elapsed())/float64(events), "ns/event")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
