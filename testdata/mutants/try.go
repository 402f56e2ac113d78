package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// try tries mutants, some at the same time, prints those that survive, and returns how many the tests of each package killed. Last of
// all it looks whether the tests still pass without a mutant in the processes that have seen some.
func (c config) try(ctx context.Context, testers []*tester, mutants []mutant) (map[string]int, error) {
	var (
		workers sync.WaitGroup
		mu      sync.Mutex
		killed  = map[string]int{}
		next    = make(chan mutant)
		wrong   error
	)
	for range c.parallel {
		workers.Go(func() {
			w := newWorker(testers)
			defer w.close()
			for m := range next {
				by := w.kill(ctx, m.number)
				mu.Lock()
				if by != "" {
					killed[by]++
				} else if ctx.Err() == nil {
					fmt.Printf("survived: %s\n", m.line())
				}
				mu.Unlock()
			}
			if by := w.kill(ctx, 0); by != "" {
				mu.Lock()
				wrong = fmt.Errorf("%s fails without a mutant, too", by)
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants {
		if ctx.Err() != nil {
			break
		}
		next <- m
	}
	close(next)
	workers.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return killed, wrong
}

// A worker tries one mutant after the other, in a process for each suite.
type worker []*process

func newWorker(testers []*tester) (w worker) {
	for _, t := range testers {
		w = append(w, &process{tester: t})
	}
	return w
}

func (w worker) close() {
	for _, p := range w {
		p.close()
	}
}

// kill runs the tests that come by a mutant until one fails, and returns its package; nothing where all pass.
func (w worker) kill(ctx context.Context, number int) string {
	came := false
	for _, p := range w {
		tests := p.by(number)
		if len(tests) == 0 || p.last && came && number > 0 {
			continue
		}
		came = true
		limit := 10 * time.Second
		for _, one := range tests {
			limit += 5 * one.took
		}
		if p.fails(ctx, number, tests, limit) && ctx.Err() == nil {
			return p.pkg
		}
	}
	return ""
}
