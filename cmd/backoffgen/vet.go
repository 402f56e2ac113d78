package main

import (
	"context"
	"io"
	"os"

	"github.com/backoffgen/backoffgen/generator"
)

const vetUsage = `usage: backoffgen vet [flags] [packages]

It reports what is wrong with //backoff: annotations, and writes no files. It warns of decorators around decorators too, whose
tries multiply.

  -nested=false do not warn of decorators around decorators
  -tags list  build tags to consider satisfied, separated by commas
  -json       print diagnostics as a JSON array
  -sarif      print diagnostics as a SARIF log, for code scanning
  -codes      print the code of each diagnostic after it, for backoffgen explain CODE
  -v          say what is loaded

Under the go command, which keeps its answers: go vet -vettool=$(which backoffgen) [packages]
`

// vet checks annotations and prints what is wrong with them.
func vet(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var opts options
	flags := opts.flags("backoffgen vet", vetUsage, stderr)
	flags.BoolVar(&opts.sarif, "sarif", false, "")
	nested := flags.Bool("nested", true, "")
	if code, done := opts.parse(flags, args); done {
		return code
	}
	if opts.json && opts.sarif {
		return fail(stderr, errBothFormats)
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	cfg := opts.config(dir, stderr)
	cfg.SkipNested = !*nested
	ds, err := generator.Vet(ctx, cfg)
	return opts.report(stdout, stderr, ds, err, dir)
}
