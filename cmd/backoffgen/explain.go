package main

import (
	"context"
	"io"
	"os"

	"github.com/backoffgen/backoffgen/generator"
)

const explainUsage = `usage: backoffgen explain [flags] [packages]

It says of each annotated method what its policy is, when its attempts are, how long a call may take, and how
many attempts it may make. It writes nothing.

  -tags list  build tags to consider satisfied, separated by commas
  -json       print it as a JSON array
  -v          say what is loaded
`

// explainPackages is the command explain.
func explainPackages(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var opts options
	if code, done := opts.parse(opts.flags("backoffgen explain", explainUsage, stderr), args); done {
		return code
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	explained, err := generator.Explain(ctx, opts.config(dir, stderr))
	write := explained.WriteText
	if opts.json {
		write, opts.json = explained.WriteJSON, false // diagnostics are not part of it
	}
	code := opts.report(stdout, stderr, explained.Diagnostics, err, dir)
	if err := write(stdout, dir); err != nil {
		return fail(stderr, err)
	}
	return code
}
