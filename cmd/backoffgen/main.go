package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

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
	delayGC()
	if isVetTool(os.Args[1:]) {
		vetTool(os.Args[1:])
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	done := make(chan int, 1)
	go func() { done <- run(ctx, os.Args[1:], os.Stdout, os.Stderr) }()
	var code int
	select {
	case code = <-done:
	case <-ctx.Done():
		code = end(ctx, done)
	}
	stop()
	os.Exit(code)
}

// How long a command that is stopped may take to say so: longer than a go command has to end. It needs more only where nobody reads
// what it prints.
const (
	endDelay   = 7 * time.Second
	printDelay = 100 * time.Millisecond
)

// end waits for a command that is stopped, and returns its exit code.
func end(ctx context.Context, done <-chan int) int {
	select {
	case code := <-done:
		return code
	case <-time.After(endDelay):
	}
	go fail(os.Stderr, fmt.Errorf("stopped: %w", context.Cause(ctx)))
	time.Sleep(printDelay)
	return exitErrors
}

// run runs the command and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		if v, ok := verbOf(args[0]); ok {
			return v.run(ctx, args[1:], stdout, stderr)
		}
	}
	return generate(ctx, args, stdout, stderr)
}

func generate(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opts, code, done := parseOptions(args, stdout, stderr)
	if done {
		return code
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	cfg := opts.config(dir, stderr)
	cfg.Out, cfg.OutName, cfg.Target, cfg.DryRun = opts.out, opts.outName, opts.target, opts.check || opts.diff
	result, err := generator.Run(ctx, cfg)
	err = explainFailure(err, opts.patterns, dir)
	if opts.sarif && opts.check {
		result.Diagnostics = append(result.Diagnostics, staleFiles(result)...)
	}
	code = opts.report(stdout, stderr, result.Diagnostics, err, dir)
	if err != nil {
		return code
	}
	changes := stdout
	if opts.json || opts.sarif {
		changes = stderr
	}
	if err := opts.printChanges(changes, result, dir); err != nil {
		return fail(stderr, err)
	}
	if code == exitFine && opts.check && len(result.Stale()) > 0 {
		return exitStale
	}
	return code
}

func fail(stderr io.Writer, err error) int {
	fmt.Fprintf(stderr, "backoffgen: %s\n", diag.PrintableLines(err.Error()))
	return exitErrors
}
