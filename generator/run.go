// Package generator turns annotated interfaces into decorators: it loads packages, resolves their annotations against
// their types, emits source, and brings it to disk.
package generator

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// Config says what to generate, and how far to go.
type Config struct {
	Dir      string   // where patterns are relative to; empty is the process's directory
	Env      []string // the go command's environment; nil is the process's
	Patterns []string // packages as for the go command; none is "."
	Tags     string   // build tags, separated by commas
	Out      string   // the folder that decorators are written into; empty is that of each interface
	OutName  string   // what the package in Out is called; empty is what it is called, or what Out is
	DryRun   bool     // find out what would change, and write nothing

	// Logf is told what is done, a line at a time; nil tells nobody.
	Logf func(format string, args ...any)
}

// A Result is what a run did, or in a dry run would have done.
type Result struct {
	Changes     []output.Change   // sorted by path; unchanged files are among them
	Diagnostics []diag.Diagnostic // sorted
}

// Stale returns the changes that are more than to leave a file as it is.
func (r Result) Stale() []output.Change {
	var stale []output.Change
	for _, c := range r.Changes {
		if c.Kind != output.Unchanged {
			stale = append(stale, c)
		}
	}
	return stale
}

// Run generates. What is wrong with a package is among the diagnostics, and then none of its files is touched, while
// other packages are generated; nothing is written before all of them have been looked at. The error is about what
// concerns the run as a whole: patterns, the go command, a file that cannot be written.
func Run(ctx context.Context, cfg Config) (Result, error) {
	folders, err := cfg.open(ctx)
	if err != nil {
		return Result{}, err
	}
	result, targets, err := generateAll(ctx, cfg, folders)
	if err != nil {
		return Result{}, stopped(ctx, err)
	}
	result.Diagnostics = append(result.Diagnostics, missingRuntime(ctx, cfg, targets, result.Changes)...)
	if err := stopped(ctx, nil); err != nil { // what was found out may be wrong
		return Result{}, err
	}
	result.Diagnostics = diag.Compact(result.Diagnostics)
	if cfg.DryRun {
		return result, nil
	}
	tidy(append(targets, folders...), cfg.Logf)
	return result, apply(result.Changes, cfg.Logf)
}

// open completes the configuration, and loads the folders that it is about.
func (c *Config) open(ctx context.Context) ([]*load.Folder, error) {
	if c.Logf == nil {
		c.Logf = func(string, ...any) {}
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return nil, err
	}
	c.Dir = dir
	folders, err := load.Load(ctx, c.load())
	return folders, stopped(ctx, err)
}

// stopped returns why a run was stopped, if it was; what failed then did so for this reason. Else it returns err.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("stopped: %w", context.Cause(ctx))
	}
	return err
}

// load is the part of the configuration that is about loading.
func (c Config) load() load.Config {
	return load.Config{Dir: c.Dir, Env: c.Env, Tags: c.Tags, Patterns: c.Patterns, Logf: c.Logf}
}

// generateAll finds out what should be generated for all folders. It also returns where that is.
func generateAll(ctx context.Context, cfg Config, folders []*load.Folder) (result Result, targets []*load.Folder, err error) {
	if cfg.Out == "" {
		return generateBeside(folders), folders, nil
	}
	target, err := newInto(ctx, cfg, folders)
	if err != nil {
		return Result{}, nil, err
	}
	for _, folder := range folders {
		result.Diagnostics = append(result.Diagnostics, target.generate(folder)...)
	}
	if err := target.orphans(folders); err != nil {
		return Result{}, nil, err
	}
	result.Changes = target.changes
	slices.SortFunc(result.Changes, func(a, b output.Change) int { return cmp.Compare(a.Path, b.Path) })
	return result, []*load.Folder{{Dir: target.Dir, ModFile: target.ModFile, Temporary: target.Temporary}}, nil
}
