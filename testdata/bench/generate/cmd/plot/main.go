// Plot measures how what backoffgen takes grows, draws it, and prints the numbers as Markdown: generation over the number
// of packages and of methods, beside mockery and the go command, and calls over the number of tries, beside a loop by hand.
//
//	go run ./cmd/plot [-rounds 5] [-o ../../../docs]
//
// It is run in the module's folder.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	rounds := flag.Int("rounds", 5, "how often generation is measured, and calls ten times as often")
	out := flag.String("o", filepath.Join("..", "..", "..", "docs"), "the folder for the drawings")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	if err := run(ctx, *rounds, *out); err != nil {
		fmt.Fprintln(os.Stderr, "plot:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds int, out string) error {
	calls, err := overTries(rounds)
	if err != nil {
		return err
	}
	generation, err := newGeneration(ctx)
	if err != nil {
		return err
	}
	defer generation.remove()
	packages, err := generation.overPackages(ctx, rounds)
	if err != nil {
		return err
	}
	methods, err := generation.overMethods(ctx, rounds)
	if err != nil {
		return err
	}
	for name, c := range map[string]chart{"calls-over-tries": calls, "generation-over-packages": packages, "generation-over-methods": methods} {
		if err := os.WriteFile(filepath.Join(out, name+".svg"), []byte(c.svg()), 0o666); err != nil {
			return err
		}
	}
	for _, c := range []chart{packages, methods, calls} {
		fmt.Println(c.markdown())
	}
	return nil
}
