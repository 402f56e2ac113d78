package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/backoffgen/backoffgen/generator"
)

const initUsage = `usage: backoffgen init [flags] PKG.TYPE

It prints an interface with the exported methods of a type, a client's for instance, and a policy to start from. The package is
named as for the go command (database/sql.DB, ./store.Store, .Store for the one here), or, of the standard library or what
the module imports, by its name alone (sql.DB).

  -methods list  the methods to take, separated by commas; a name may end in *
  -tags list     build tags to consider satisfied, separated by commas
  -v             say what is loaded

Write it to a file, look at it, and generate: backoffgen init -methods QueryContext,ExecContext sql.DB > db.go
`

// initialize prints an interface. (A function cannot be called as the verb is.)
func initialize(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var opts options
	flags := flag.NewFlagSet("backoffgen init", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, initUsage) }
	methods := flags.String("methods", "", "")
	flags.StringVar(&opts.tags, "tags", "", "")
	flags.BoolVar(&opts.verbose, "v", false, "")
	if code, done := opts.parse(flags, args); done {
		return code
	}
	if len(opts.patterns) != 1 {
		return fail(stderr, errors.New("init takes one type, such as database/sql.DB"))
	}
	dir, err := os.Getwd()
	if err != nil {
		return fail(stderr, err)
	}
	text, err := generator.Init(ctx, opts.config(dir, stderr), opts.patterns[0], strings.FieldsFunc(*methods, func(r rune) bool { return r == ',' || r == ' ' })...)
	if err != nil {
		return fail(stderr, err)
	}
	if _, err := stdout.Write(text); err != nil {
		return fail(stderr, err)
	}
	return exitFine
}
