package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
)

// overClients measures what an event of a simulation takes, by the benchmark of the simulation: each of its parts as often as rounds
// says, in a process of its own, whose CPU time counts, since that is what other work disturbs least. It is the least that counts,
// and the strokes end at the median.
func overClients(ctx context.Context, rounds int) (chart, error) {
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		return chart{}, err
	}
	dir, err := os.MkdirTemp("", "plot")
	if err != nil {
		return chart{}, err
	}
	defer os.RemoveAll(dir)
	bin := filepath.Join(dir, "fleet.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-o", bin, "./generator/internal/fleet")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return chart{}, fmt.Errorf("%v: %w\n%s", build, err, out)
	}
	c := chart{title: "Simulating a fleet", x: "clients, as a power of ten", y: "ns of CPU for an event", xs: []float64{3, 4, 5, 6}}
	names := []string{"well", "failing", "budget"}
	c.lines = []line{{name: "no outage"}, {name: "an outage"}, {name: "with a budget"}}
	values := make([][4][]float64, len(names))
	for range rounds {
		for i, name := range names {
			for j, clients := range []int{1e3, 1e4, 1e5, 1e6} {
				ns, err := perEvent(ctx, dir, bin, fmt.Sprintf("^BenchmarkEvents$/^%s$/^%d$", name, clients))
				if err != nil {
					return chart{}, err
				}
				values[i][j] = append(values[i][j], ns)
			}
		}
	}
	for i := range names {
		for _, all := range values[i] {
			least := slices.Min(all)
			c.lines[i].add(least, []float64{least, measure.Median(all)})
		}
	}
	return c, nil
}

var eventsOfBenchmark = regexp.MustCompile(`([\d.e+]+) events`)

// perEvent returns the CPU time, in nanoseconds, that a process of one benchmark takes for an event.
func perEvent(ctx context.Context, dir, bin, benchmark string) (float64, error) {
	usage, err := measure.Run(ctx, measure.Command{Dir: dir, Args: []string{bin, "-test.run", "^$", "-test.bench", benchmark, "-test.benchtime", "1x"}})
	if err != nil {
		return 0, err
	}
	found := eventsOfBenchmark.FindStringSubmatch(usage.Output)
	if found == nil {
		return 0, fmt.Errorf("%s says nothing of events:\n%s", benchmark, usage.Output)
	}
	events, err := strconv.ParseFloat(found[1], 64)
	return float64(usage.CPU) / events, err
}
