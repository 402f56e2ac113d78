package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// The exit codes.
const (
	exitFine   = 0
	exitStale  = 1
	exitErrors = 2
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // the process is over soon, and most of what it has is needed to the end
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the command with its surroundings passed in; it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opts, code, done := parseOptions(args, stdout, stderr)
	if done {
		return code
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	cfg := generator.Config{Dir: dir, Patterns: opts.patterns, Tags: opts.tags, Out: opts.out, OutName: opts.outName, DryRun: opts.check || opts.diff}
	if opts.verbose {
		cfg.Logf = func(format string, args ...any) { fmt.Fprintf(stderr, "backoffgen: "+format+"\n", args...) }
	}
	result, err := generator.Run(ctx, cfg)
	if err != nil && opts.json {
		// Standard output is one array, also when the run as a whole failed.
		result.Diagnostics = append(result.Diagnostics, diag.Diagnostic{Code: "failed", Message: err.Error()})
		err = nil
	}
	findings, changes := stderr, stdout
	if opts.json {
		findings, changes = stdout, stderr
	}
	if err := opts.printDiagnostics(findings, result.Diagnostics, dir); err != nil {
		return fail(stderr, err)
	}
	if err != nil {
		return fail(stderr, err)
	}
	if err := opts.printChanges(changes, result, dir); err != nil {
		return fail(stderr, err)
	}
	switch {
	case diag.HasErrors(result.Diagnostics):
		return exitErrors
	case opts.check && len(result.Stale()) > 0:
		return exitStale
	}
	return exitFine
}

func fail(stderr io.Writer, err error) int {
	fmt.Fprintf(stderr, "backoffgen: %v\n", err)
	return exitErrors
}
