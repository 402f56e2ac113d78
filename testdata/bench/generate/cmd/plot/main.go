// Plot measures how what backoffgen takes grows, draws it, and prints the numbers as Markdown: generation over the number
// of packages and of methods, beside mockery and the go command, calls over the number of tries, beside a loop by hand, and
// simulations over the number of clients.
//
//	go run ./cmd/plot [-rounds 5] [-o ../../../docs] [name of one drawing]
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
	if err := run(ctx, *rounds, *out, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "plot:", err)
		os.Exit(1)
	}
}

// A plot is a drawing and how it is made.
type plot struct {
	name string
	make func(context.Context, int) (chart, error)
}

func run(ctx context.Context, rounds int, out, only string) error {
	for _, p := range []plot{
		{"generation-over-packages", ofGeneration((*generation).overPackages)},
		{"generation-over-methods", ofGeneration((*generation).overMethods)},
		{"calls-over-tries", func(_ context.Context, rounds int) (chart, error) { return overTries(rounds) }},
		{"simulation-over-clients", overClients},
	} {
		if only != "" && p.name != only {
			continue
		}
		c, err := p.make(ctx, rounds)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, p.name+".svg"), []byte(c.svg()), 0o666); err != nil {
			return err
		}
		fmt.Println(c.markdown())
	}
	return nil
}
