package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
	"github.com/backoffgen/backoffgen/testdata/bench/generate/tree"
)

// A bench is all that is to be measured, written and built.
type bench struct {
	dir, bin string
	entries  []*entry
	results  *results
}

// An entry is a contender in a case.
type entry struct {
	benchCase
	contender string
	dir       string // its copy of the module
	in        []input
	broken    bool // it failed before
}

func newBench(ctx context.Context, dir string, wantCase, wantContender *regexp.Regexp) (*bench, error) {
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		return nil, err
	}
	b := &bench{dir: dir, bin: filepath.Join(dir, "bin"), results: newResults()}
	build := []string{"build", "-o", b.bin + string(filepath.Separator), ".", packages[ours]}
	for _, c := range cases {
		if !wantCase.MatchString(c.name) {
			continue
		}
		for _, contender := range c.contenders {
			if !wantContender.MatchString(contender) {
				continue
			}
			e := &entry{benchCase: c, contender: contender, dir: filepath.Join(dir, fmt.Sprintf("m%d", len(b.entries)))}
			if e.in, err = c.write(e.dir, root, contender); err != nil {
				return nil, err
			}
			if contender == mockery {
				paths := make([]string, len(e.in))
				for i := range e.in {
					paths[i] = e.in[i].path
				}
				if err := tree.Configure(e.dir, paths); err != nil {
					return nil, err
				}
			}
			if pkg := packages[contender]; pkg != "" && !slices.Contains(build, pkg) {
				build = append(build, pkg)
			}
			b.entries = append(b.entries, e)
		}
	}
	if out, err := exec.CommandContext(ctx, "go", build...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go %v: %w\n%s", build, err, out)
	}
	return b, nil
}

// round measures every entry once. Before the first round each is run once more, so that all find the same of the
// system's and the go command's caches.
func (b *bench) round(ctx context.Context, i int) error {
	for _, e := range b.entries {
		if e.broken || i > 0 && slices.Contains(e.once, e.contender) {
			continue
		}
		if i == 0 && !slices.Contains(e.once, e.contender) && !e.cold {
			if _, err := b.run(ctx, e, -1); err != nil && isPeer(e.contender) {
				b.fail(e, err)
				continue
			} else if err != nil {
				return err
			}
		}
		usage, err := b.run(ctx, e, i)
		switch {
		case err == nil:
			b.results.add(e, usage)
		case isPeer(e.contender):
			b.fail(e, err)
		default:
			return err
		}
	}
	return ctx.Err()
}

// fail takes note that a contender does not run in a case.
func (b *bench) fail(e *entry, err error) {
	fmt.Fprintf(os.Stderr, "%s, %s: %v\n", e.name, e.contender, err)
	e.broken = true
	b.results.fail(e)
}

// run prepares an entry and runs it.
func (b *bench) run(ctx context.Context, e *entry, round int) (measure.Usage, error) {
	if !e.kept {
		if err := tree.Clean(e.dir); err != nil {
			return measure.Usage{}, err
		}
	} else if round < 0 { // there must be something that is up to date
		if _, err := measure.Run(ctx, commands(ours, b.bin, e.dir, e.in, "./...")...); err != nil {
			return measure.Usage{}, err
		}
	}
	if slices.Contains(e.edited, e.contender) {
		for i := range e.module.Packages {
			if err := tree.Edit(e.dir, i, round); err != nil {
				return measure.Usage{}, err
			}
		}
	}
	all := commands(e.contender, b.bin, e.dir, e.in, "./...")
	for i := range all {
		all[i].Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false", "PWD="+all[i].Dir)
	}
	if e.cold {
		cache, err := os.MkdirTemp(b.dir, "cache")
		if err != nil {
			return measure.Usage{}, err
		}
		defer os.RemoveAll(cache)
		for i := range all {
			all[i].Env = append(all[i].Env, "GOCACHE="+cache)
		}
	}
	return measure.Run(ctx, all...)
}

func isPeer(contender string) bool { return slices.Contains(peers, contender) }

// exe is what the names of programs end in.
func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
