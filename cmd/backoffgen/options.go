package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// options are the flags and arguments of the command line.
type options struct {
	check, diff  bool
	json, codes  bool
	sarif        bool
	verbose      bool
	tags         string
	out, outName string
	target       string
	patterns     []string
}

const usage = `usage: backoffgen [flags] [packages]
       backoffgen explain [flags] [packages | CODE…]
       backoffgen simulate [flags] [package]
       backoffgen vet [flags] [packages]
       backoffgen init [-methods list] PKG.TYPE
       backoffgen help [command]

Backoffgen writes decorators that retry the methods of interfaces as their //backoff: annotations say.

  -check      write nothing; list the files that are missing, stale or superfluous, and exit with 1 if there are any
  -diff       write nothing; print what would change as a unified diff
  -o dir      write decorators of exported interfaces into the package in another folder
  -pkg name   the name of the package in that folder, if it is new
  -target temporal
              write into that folder what carries the calls out on Temporal, in place of decorators
  -tags list  build tags to consider satisfied, separated by commas
  -json       print diagnostics as a JSON array
  -sarif      print diagnostics as a SARIF log, for code scanning; with -check what is stale is in it
  -codes      print the code of each diagnostic after it, for backoffgen explain CODE
  -v          say what is loaded, written, removed and left unchanged
  -version    print the version

The manual: go doc github.com/backoffgen/backoffgen/cmd/backoffgen
`

// parseOptions reads the command line. It reports done, with an exit code, if there is nothing else to do.
func parseOptions(args []string, stdout, stderr io.Writer) (o options, code int, done bool) {
	flags := o.flags("backoffgen", usage, stderr)
	flags.BoolVar(&o.check, "check", false, "")
	flags.BoolVar(&o.diff, "diff", false, "")
	showVersion := flags.Bool("version", false, "")
	flags.StringVar(&o.out, "o", "", "")
	flags.StringVar(&o.outName, "pkg", "", "")
	flags.StringVar(&o.target, "target", "", "")
	flags.BoolVar(&o.sarif, "sarif", false, "")
	if code, done := o.parse(flags, args); done {
		return o, code, true
	}
	switch {
	case o.json && o.sarif:
		return o, fail(stderr, errBothFormats), true
	case *showVersion:
		fmt.Fprintf(stdout, "backoffgen %s\n", version())
		return o, exitFine, true
	case o.outName != "" && o.out == "":
		fmt.Fprintln(stderr, "backoffgen: the flag -pkg names the package in the folder that -o names, but there is no -o")
		return o, exitErrors, true
	case o.target != "" && o.out == "":
		fmt.Fprintln(stderr, "backoffgen: the flag -target needs a folder to write into: -o dir")
		return o, exitErrors, true
	}
	if len(o.patterns) > 0 {
		if v, ok := verbOf(o.patterns[0]); ok {
			fmt.Fprintf(stderr, "backoffgen: flags of the command %[1]s come after it: backoffgen %[1]s [flags] [packages]\n", v.name)
			return o, exitErrors, true
		}
	}
	return o, exitFine, false
}

// flags declares the flags of all commands.
func (o *options) flags(command, usage string, stderr io.Writer) *flag.FlagSet {
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	flags.BoolVar(&o.json, "json", false, "")
	flags.BoolVar(&o.codes, "codes", false, "")
	flags.BoolVar(&o.verbose, "v", false, "")
	flags.StringVar(&o.tags, "tags", "", "")
	return flags
}

var errBothFormats = errors.New("the flags -json and -sarif exclude each other")

// parse reads flags and patterns, in any order. It reports done, with an exit code, if there is nothing else to do.
func (o *options) parse(flags *flag.FlagSet, args []string) (code int, done bool) {
	patterns, err := generator.ParseArgs(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitFine, true
	case err != nil:
		return exitErrors, true
	}
	o.patterns = patterns
	return exitFine, false
}

// config returns the generator's configuration, as far as it is the same for all commands.
func (o options) config(dir string, stderr io.Writer) generator.Config {
	cfg := generator.Config{Dir: dir, Patterns: o.patterns, Tags: o.tags}
	if o.verbose {
		cfg.Logf = func(format string, args ...any) {
			fmt.Fprintf(stderr, "backoffgen: %s\n", diag.Printable(fmt.Sprintf(format, args...)))
		}
	}
	return cfg
}

// version returns the version of the module that this program was built from, and the Go version that built it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of unknown version"
	}
	v := info.Main.Version
	if v == "" {
		v = "(devel)"
	}
	return v + " " + info.GoVersion
}
