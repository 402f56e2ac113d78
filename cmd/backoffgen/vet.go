package main

import (
	"context"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/analyzer"
)

const vetUsage = `usage: backoffgen vet [flags] [packages]

It says what is wrong with //backoff: annotations, and writes nothing.

  -tags list  build tags to consider satisfied, separated by commas
  -json       print diagnostics as a JSON array
  -codes      print the code of each diagnostic after it, for backoffgen explain CODE
  -v          say what is loaded

Under the go command, which keeps its answers: go vet -vettool=$(which backoffgen) [packages]
`

// vet is the command of that name.
func vet(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var opts options
	if code, done := opts.parse(opts.flags("backoffgen vet", vetUsage, stderr), args); done {
		return code
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	ds, err := generator.Vet(ctx, opts.config(dir, stderr))
	return opts.report(stdout, stderr, ds, err, dir)
}

// isVetTool reports whether it is go vet that runs the program: to ask what it is and which flags it has, and then once for
// each package, which a file describes.
func isVetTool(args []string) bool {
	switch {
	case len(args) == 0:
		return false
	case len(args) == 1 && (args[0] == "-V=full" || args[0] == "-flags"):
		return true
	}
	return strings.HasSuffix(args[len(args)-1], ".cfg")
}

// vetTool does what go vet asks for, and ends the process.
func vetTool() { unitchecker.Main(analyzer.Analyzer) }
