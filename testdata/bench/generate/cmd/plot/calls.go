package main

import (
	"context"
	"flag"
	"slices"
	"testing"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
	"github.com/backoffgen/backoffgen/testdata/bench/generate/tries"
)

// overTries measures calls that succeed at the n-th try, for so short a time and so often that some of it is disturbed by
// nothing: it is the least that counts, and the strokes end at the median.
func overTries(rounds int) (chart, error) {
	testing.Init()
	if err := flag.Set("test.benchtime", "5ms"); err != nil {
		return chart{}, err
	}
	contenders := []struct {
		name string
		wrap func(tries.Store) tries.Store
		call func(tries.Store, context.Context) (string, error)
	}{
		{"by hand, with limits", byHand, fetch},
		{"backoffgen, with limits", generated, fetch},
		{"by hand", byHand, get},
		{"backoffgen", generated, get},
	}
	c := chart{title: "A call that succeeds at the n-th try, without pauses", x: "tries", y: "ns"}
	values := make([][][]float64, len(contenders)) // by contender, and by n
	for i, contender := range contenders {
		c.lines = append(c.lines, line{name: contender.name})
		values[i] = make([][]float64, 10)
	}
	for range 10 * rounds {
		for n := range 10 {
			for i, contender := range contenders {
				r := testing.Benchmark(func(b *testing.B) {
					store := contender.wrap(&tries.Flaky{N: n + 1})
					ctx, cancel := context.WithCancel(context.Background())
					defer cancel()
					for b.Loop() {
						if _, err := contender.call(store, ctx); err != nil {
							b.Fatal(err)
						}
					}
				})
				values[i][n] = append(values[i][n], float64(r.T.Nanoseconds())/float64(r.N))
			}
		}
	}
	for n := range 10 {
		c.xs = append(c.xs, float64(n+1))
		for i := range contenders {
			least := slices.Min(values[i][n])
			c.lines[i].add(least, []float64{least, measure.Median(values[i][n])})
		}
	}
	return c, nil
}

func byHand(inner tries.Store) tries.Store    { return tries.Hand{Inner: inner} }
func generated(inner tries.Store) tries.Store { return tries.NewRetryingStore(inner) }

func get(s tries.Store, ctx context.Context) (string, error)   { return s.Get(ctx, "7") }
func fetch(s tries.Store, ctx context.Context) (string, error) { return s.Fetch(ctx, "7") }
