// Generate measures backoffgen beside other generators, as whole processes on modules that it writes, and prints medians
// and ratios as Markdown. It exits with 1 when a target is missed, and names it.
//
//	go run . [-rounds 5] [-cases regexp] [-contenders regexp]
//
// A round measures all contenders of all cases, one after the other, so that what disturbs the machine for longer than a
// round disturbs all of them; a ratio is the median of the rounds' own ratios. It is run in the module's folder, and
// takes some minutes. The generators are the versions in go.mod.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"time"
)

func main() {
	read := flag.String("read", "", "do nothing but read all Go files in a folder, which is a contender")
	rounds := flag.Int("rounds", 5, "how often everything is measured")
	cases := flag.String("cases", "", "the cases to measure; empty is all")
	contenders := flag.String("contenders", "", "the contenders to measure; empty is all")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	missed, err := run(ctx, *read, *rounds, *cases, *contenders)
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
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
func run(ctx context.Context, read string, rounds int, cases, contenders string) ([]string, error) {
	if read != "" {
		return nil, readAll(read)
	}
	wantCase, err := regexp.Compile(cases)
	if err != nil {
		return nil, err
	}
	wantContender, err := regexp.Compile(contenders)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "generate")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	b, err := newBench(ctx, dir, wantCase, wantContender)
	if err != nil {
		return nil, err
	}
	for i := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", i+1, rounds)
		if err := b.round(ctx, i); err != nil {
			return nil, err
		}
	}
	return b.results.markdown(os.Stdout, rounds, time.Now()), nil
}
