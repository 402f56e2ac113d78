// Table runs the benchmarks of this module several times, and prints medians and ratios as Markdown. It exits with 1 when
// a target is missed, and names it.
//
//	go run ./cmd/table [-count 20] [-benchtime 50ms] [-parked 3]
//
// A run measures all contenders one after the other, so that what disturbs the machine for longer than a run disturbs all
// of them; a ratio is the median of the runs' own ratios, as benchstat's packages compute it. Each run has a binary of its own, in which
// the linker has put the functions in another order: where they stand makes a difference of some cycles to each, which would
// otherwise count as the contenders' (Mytkowicz and others, "Producing Wrong Data Without Doing Anything Obviously Wrong!", 2009). It is
// run in the module's folder.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	count := flag.Int("count", 20, "how often all calls are measured")
	benchtime := flag.Duration("benchtime", 50*time.Millisecond, "how long each call is measured, each time")
	parked := flag.Int("parked", 3, "how often the parked callers are measured")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	missed, err := run(ctx, *count, *parked, *benchtime)
	if err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(2)
	}
	for _, m := range missed {
		fmt.Fprintln(os.Stderr, "missed:", m)
	}
	if len(missed) > 0 {
		os.Exit(1)
	}
}

// run measures, prints, and returns the targets that were missed.
func run(ctx context.Context, count, parked int, benchtime time.Duration) ([]string, error) {
	dir, err := os.MkdirTemp("", "table")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "bench.test")
	build := func(layout int) error {
		cmd := exec.CommandContext(ctx, "go", "test", "-c", "-ldflags=-randlayout="+strconv.Itoa(layout), "-o", binary, ".")
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%v: %w", cmd, err)
		}
		return nil
	}

	results := newResults()
	measure := func(what, times string, env ...string) error {
		cmd := exec.CommandContext(ctx, binary, "-test.run=^$", "-test.bench="+what, "-test.benchtime="+times)
		cmd.Env = append(os.Environ(), env...)
		cmd.Stderr = os.Stderr
		output, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("%v: %w\n%s", cmd, err, output)
		}
		return results.add(bytes.NewReader(output))
	}
	for i := range count {
		fmt.Fprintf(os.Stderr, "run %d of %d\n", i+1, count)
		if err := build(i + 1); err != nil {
			return nil, err
		}
		if err := measure("^Benchmark(Call|Parallel)$", benchtime.String()); err != nil {
			return nil, err
		}
	}
	for i := range parked {
		fmt.Fprintf(os.Stderr, "parked callers, run %d of %d\n", i+1, parked)
		if err := measure("^BenchmarkParked$", "1x", "GODEBUG=adaptivestackstart=0"); err != nil {
			return nil, err
		}
	}
	return results.markdown(os.Stdout, time.Now())
}
