package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// measured returns the results of some runs in which the decorator takes part times what a loop by hand does, and a
// hundredth of that in a peer, and allocates what it may and some more.
func measured(t *testing.T, part float64, more int) *results {
	t.Helper()
	r := newResults()
	for run := range 10 {
		var output strings.Builder
		output.WriteString("goos: linux\ncpu: A Processor\n")
		for _, row := range rows {
			for contender, times := range map[string]float64{ours: part, hand: 1, "peer": 100} {
				at := 1000 * times * (1 + float64(run%3)/100)
				if row.benchmark == "Parked" {
					fmt.Fprintf(&output, "BenchmarkParked/%s/%s-2 1 5 ns/op %v B/caller\n", row.scenario, contender, at)
					continue
				}
				allocs := more
				if strings.HasPrefix(row.scenario, "limits") {
					allocs++
				}
				fmt.Fprintf(&output, "Benchmark%s/%s/%s-2 10 %v ns/op 8 B/op %d allocs/op\n", row.benchmark, row.scenario, contender, at, allocs)
			}
		}
		if err := r.add(strings.NewReader(output.String())); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func TestTargets(t *testing.T) {
	for _, test := range []struct {
		name   string
		part   float64
		more   int
		missed []string
	}{
		{"all met", 0.1, 0, nil},
		{"allocations", 0.1, 1, []string{"Call/plain: 1 allocs/op", "Call/success: 1 allocs/op", "Call/limits: 2 allocs/op",
			"Parallel/budget: 1 allocs/op", "Parallel/stats: 1 allocs/op"}},
		{"half", 0.5, 0, []string{"Call/limits: 0.5 (0.495 to 0.505) of hand's sec/op, want at most 0.1"}},
		{"as fast", 1, 0, []string{"Call/limits: 1 ", "Call/limits-done: 1 ", "Call/limits-derived: 1 "}},
		{"slow", 30, 0, []string{"Call/plain: 30 ", "Call/success: 30 ", "Call/limits: 30 ", "Call/limits: 0.3 ", "Call/limits-done", "Call/limits-derived",
			"Call/failures: 30 ", "Call/failures: 0.3 (0.297 to 0.303) of peer's", "Call/failures-pause: 30 ", "Call/hedge: 30 ", "Call/abandon: 30 ",
			"Parallel/budget: 30 ", "Parallel/stats: 30 ", "Parked/pause: 30 ", "Parked/pause-limits: 30 "}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var table strings.Builder
			missed, err := measured(t, test.part, test.more).markdown(&table, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			if len(missed) != len(test.missed) || strings.Count(table.String(), "**missed**") != len(missed) {
				t.Errorf("missed %q, want %q; the table says so %d times", missed, test.missed, strings.Count(table.String(), "**missed**"))
				return
			}
			for i, m := range missed {
				if !strings.HasPrefix(m, strings.SplitN(test.missed[i], " (", 2)[0]) {
					t.Errorf("missed %q, want %q", m, test.missed[i])
				}
			}
		})
	}
}

func TestTable(t *testing.T) {
	var table strings.Builder
	if _, err := measured(t, 0.1, 0).markdown(&table, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"| a call | hand | backoffgen | peer |",
		"| success | 1.010µs | 101.0ns (0.1) | 101.0µs (100) |",
		"| a caller parked in a pause | 1010 B | 101 B (0.1) | 101000 B (100) |",
		"| success under limits | 1 | 1 | 1 |",
		"| success under limits: allocs/op | 1 | 1 | met |",
	} {
		if !strings.Contains(table.String(), line+"\n") {
			t.Errorf("no line %s in\n%s", line, &table)
		}
	}
	if !strings.HasPrefix(table.String(), "2026-11-24, ") || !strings.Contains(table.String(), "A Processor") {
		t.Errorf("the first line lacks the date or the machine:\n%s", &table)
	}
}

func TestWhatIsNotMeasuredIsAnError(t *testing.T) {
	r := measured(t, 0.1, 0)
	delete(r.values, key{"Call", "failures", "peer", "sec/op"})
	if _, err := r.verdicts(); err == nil || !strings.Contains(err.Error(), "failures") {
		t.Errorf("got the error %v", err)
	}
	if err := newResults().add(strings.NewReader("BenchmarkCall-2 10 5 ns/op\n")); err == nil {
		t.Error("a benchmark without a contender was accepted")
	}
}

func TestMissedByChance(t *testing.T) {
	for _, test := range []struct {
		lo, measured    float64
		missed, perhaps bool
	}{{0.8, 1, false, false}, {0.8, 1.1, true, true}, {1.05, 1.1, true, false}} {
		v := verdict{target: target{most: 1}, other: hand, lo: test.lo, measured: test.measured}
		if v.missed() != test.missed || v.perhaps() != test.perhaps || strings.Contains(v.String(), "chance") != test.perhaps {
			t.Errorf("%v: missed %v, perhaps %v", v, v.missed(), v.perhaps())
		}
	}
}
