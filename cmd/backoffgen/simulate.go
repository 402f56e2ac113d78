package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/backoffgen/backoffgen/generator"
)

const simulateUsage = `usage: backoffgen simulate [flags] [package]

It simulates a fleet of clients that call a method under its policy, and their service through an outage: without
retries, as annotated, and with the nearest improvement. It writes no files but the one of -html.

  -method name       Store.Fetch; without it, the package's only method under a policy
  -clients n         number of clients, each with a budget of its own (1000)
  -rate r            calls per second and client (1)
  -capacity r        requests that the service can carry out in a second (half more than there are calls)
  -latency d         that a request takes it (50ms)
  -for d             length of the simulation (1m)
  -outage text       BEGIN+LENGTH:KIND, such as 5s+5s:slow; the kinds are refuse, hang, slow and shed
  -budget ratio      retries are at most this share of a client's calls in ten seconds, such as 0.2
  -seed n            of all that is random (1): the same seed gives the same output
  -html file         write it into a file as a page with plots over time, which needs no other file
  -tags list         build tags to consider satisfied, separated by commas
  -json              print it as a JSON object, with the numbers over time
  -codes             print the code of each diagnostic after it
  -v                 say what is loaded
`

// simulate lets a fleet go through an outage.
func simulate(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var opts options
	var sim generator.SimulateConfig
	s := &sim.Scenario
	flags := opts.flags("backoffgen simulate", simulateUsage, stderr)
	flags.StringVar(&sim.Method, "method", "", "")
	flags.IntVar(&s.Clients, "clients", 1000, "")
	flags.Float64Var(&s.Rate, "rate", 1, "")
	flags.Float64Var(&s.Capacity, "capacity", 0, "")
	flags.DurationVar(&s.Latency, "latency", 50*time.Millisecond, "")
	flags.DurationVar(&s.For, "for", time.Minute, "")
	outage := flags.String("outage", "", "")
	flags.Float64Var(&sim.Budget, "budget", 0, "")
	flags.Uint64Var(&s.Seed, "seed", 1, "")
	page := flags.String("html", "", "")
	if code, done := opts.parse(flags, args); done {
		return code
	}
	var err error
	if s.Outage, err = generator.ParseOutage(*outage); err != nil {
		return fail(stderr, fmt.Errorf("-outage %w", err))
	}
	if s.Capacity == 0 {
		s.Capacity = 1.5 * s.PerSecond()
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	shown := newProgress(stderr, s.For)
	sim.Progress = shown.show
	result, err := generator.Simulate(ctx, opts.config(dir, stderr), sim)
	shown.clear()
	asJSON := opts.json
	opts.json = false // diagnostics are not part of it
	code := opts.report(stdout, stderr, result.Diagnostics, err, dir)
	if !result.Simulated() {
		return code
	}
	if asJSON {
		err = result.WriteJSON(stdout)
	} else {
		err = result.WriteText(stdout, dir)
	}
	if err == nil && *page != "" {
		err = writePage(*page, result.WriteHTML)
	}
	if err != nil {
		return fail(stderr, err)
	}
	if result.Stopped {
		return fail(stderr, fmt.Errorf("stopped: %w", context.Cause(ctx)))
	}
	return code
}

// writePage writes a page into a file.
func writePage(path string, write func(io.Writer) error) error {
	var page bytes.Buffer
	if err := write(&page); err != nil {
		return err
	}
	return os.WriteFile(path, page.Bytes(), 0o666)
}

// progress is a line on a terminal that says how far a simulation has come.
type progress struct {
	terminal *os.File // nil when there is none
	length   time.Duration
	begun    time.Time
	shown    time.Time
}

func newProgress(stderr io.Writer, length time.Duration) *progress {
	p := &progress{length: length, begun: time.Now()}
	if f, ok := stderr.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.terminal = f
		}
	}
	return p
}

// show writes the line anew, after the first second and then a few times in each.
func (p *progress) show(reached time.Duration) {
	now := time.Now()
	if p.terminal == nil || now.Sub(p.begun) < time.Second || now.Sub(p.shown) < time.Second/5 {
		return
	}
	p.shown = now
	fmt.Fprintf(p.terminal, "\r\x1b[Kbackoffgen: %v of %v simulated", reached.Round(100*time.Millisecond), p.length)
}

// clear takes the line away.
func (p *progress) clear() {
	if !p.shown.IsZero() {
		fmt.Fprint(p.terminal, "\r\x1b[K")
	}
}
