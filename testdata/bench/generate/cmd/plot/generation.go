package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
	"github.com/backoffgen/backoffgen/testdata/bench/generate/tree"
)

// A generation measures whole processes.
type generation struct{ dir, bin, root string }

func newGeneration(ctx context.Context) (*generation, error) {
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "plot")
	if err != nil {
		return nil, err
	}
	g := &generation{dir, filepath.Join(dir, "bin"), root}
	build := exec.CommandContext(ctx, "go", "build", "-o", g.bin+string(filepath.Separator),
		"github.com/backoffgen/backoffgen/cmd/backoffgen", "github.com/vektra/mockery/v3")
	if out, err := build.CombinedOutput(); err != nil {
		g.remove()
		return nil, fmt.Errorf("%v: %w\n%s", build, err, out)
	}
	return g, nil
}

// ofGeneration makes a drawing of processes, which it builds first.
func ofGeneration(measured func(*generation, context.Context, int) (chart, error)) func(context.Context, int) (chart, error) {
	return func(ctx context.Context, rounds int) (chart, error) {
		g, err := newGeneration(ctx)
		if err != nil {
			return chart{}, err
		}
		defer g.remove()
		return measured(g, ctx, rounds)
	}
}

func (g *generation) remove() { os.RemoveAll(g.dir) }

func (g *generation) overPackages(ctx context.Context, rounds int) (chart, error) {
	c := chart{title: "Generating decorators of interfaces with 3 methods each", x: "packages", y: "ms of CPU"}
	var modules []tree.Module
	for _, n := range []int{1, 100, 200, 400} {
		c.xs = append(c.xs, float64(n))
		modules = append(modules, tree.Module{Packages: n, Annotated: n, Methods: 3})
	}
	err := g.measure(ctx, &c, modules, rounds)
	return c, err
}

func (g *generation) overMethods(ctx context.Context, rounds int) (chart, error) {
	c := chart{title: "Generating the decorator of one interface", x: "methods", y: "ms of CPU"}
	var modules []tree.Module
	for _, n := range []int{1, 200, 400, 800} {
		c.xs = append(c.xs, float64(n))
		modules = append(modules, tree.Module{Packages: 1, Annotated: 1, Methods: n})
	}
	err := g.measure(ctx, &c, modules, rounds)
	return c, err
}

// measure fills a chart with the CPU time that each generator takes for each module, and the go command for what they ask
// of it, which what else goes on disturbs less than their time on the clock. They take turns, on a copy of the module
// each; the medians count.
func (g *generation) measure(ctx context.Context, c *chart, modules []tree.Module, rounds int) error {
	contenders := []struct {
		name string
		args []string
	}{
		{"backoffgen", []string{filepath.Join(g.bin, "backoffgen"), "./..."}},
		{"mockery", []string{filepath.Join(g.bin, "mockery")}},
		{"go list -deps -export", []string{"go", "list", "-deps", "-export", "./..."}},
	}
	for _, contender := range contenders {
		c.lines = append(c.lines, line{name: contender.name})
	}
	for _, module := range modules {
		values := make([][]float64, len(contenders))
		dirs := make([]string, len(contenders))
		for i := range contenders {
			var err error
			if dirs[i], err = g.write(module); err != nil {
				return err
			}
		}
		for round := range rounds + 1 { // the first one warms the caches
			for i, contender := range contenders {
				if err := tree.Clean(dirs[i]); err != nil {
					return err
				}
				env := append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false", "PWD="+dirs[i])
				usage, err := measure.Run(ctx, measure.Command{Dir: dirs[i], Env: env, Args: contender.args})
				if err != nil {
					return err
				}
				if round > 0 {
					values[i] = append(values[i], usage.CPU.Seconds()*1000)
				}
			}
		}
		for i := range contenders {
			c.lines[i].add(measure.Median(values[i]), values[i])
		}
	}
	return nil
}

// write writes a module, with what mockery wants to know of it.
func (g *generation) write(module tree.Module) (string, error) {
	parent, err := os.MkdirTemp(g.dir, "m")
	if err != nil {
		return "", err
	}
	dir := filepath.Join(parent, "module")
	if err := tree.Write(dir, g.root, module); err != nil {
		return "", err
	}
	paths := make([]string, module.Packages)
	for i := range paths {
		paths[i] = tree.ImportPath(i)
	}
	return dir, tree.Configure(dir, paths)
}
