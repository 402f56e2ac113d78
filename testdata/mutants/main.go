// Mutants changes one thing at a time in the packages that decide what a call does and what an annotation means, and runs
// their tests: a change that no test notices is a mutant that has survived, and there a test is missing.
//
//	go run . [-sample N] [-only PATTERN] [-by PATTERN] [-least SHARE] [-parallel N] runtime|resolve
//
// All mutants are compiled into one copy of the repository, each behind a number that an environment variable chooses, so that
// tests are compiled once. A first run of each test notes which mutants it comes by, and a mutant is tried with these alone. What
// equivalent.txt lists is not tried, since it changes nothing that anybody could see. It exits with 1 when fewer than SHARE (0.9) of the others
// are killed, or when a line of equivalent.txt is about nothing.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"runtime"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var c config
	flag.IntVar(&c.sample, "sample", 1, "try every `N`th mutant")
	flag.Float64Var(&c.least, "least", 0.9, "the `share` of mutants that has to be killed")
	flag.IntVar(&c.parallel, "parallel", runtime.NumCPU(), "try `N` mutants at the same time")
	only := flag.String("only", "", "try those alone whose line of output matches a `pattern`")
	by := flag.String("by", "", "only by the tests of packages that match a `pattern`")
	flag.Parse()
	c.by = regexp.MustCompile(*by)
	c.only = regexp.MustCompile(*only)
	target, ok := targets[flag.Arg(0)]
	if flag.NArg() != 1 || !ok || c.sample < 1 || c.parallel < 1 {
		fmt.Fprintln(os.Stderr, "usage: mutants [-sample N] [-only PATTERN] [-by PATTERN] [-least SHARE] [-parallel N] runtime|resolve")
		os.Exit(2)
	}
	fine, err := c.run(ctx, target)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !fine {
		os.Exit(1)
	}
}
