// Package generator turns annotated interfaces into decorators: it loads packages, resolves their annotations against
// their types, emits source, and brings it to disk.
package generator

import (
	"context"
	"path/filepath"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/load"
	"github.com/backoffgen/backoffgen/generator/output"
)

// Config says what to generate, and how far to go.
type Config struct {
	Dir      string   // where patterns are relative to; empty is the process's directory
	Env      []string // the go command's environment; nil is the process's
	Patterns []string // packages as for the go command; none is "."
	Tags     string   // build tags, separated by commas
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
	if cfg.Logf == nil {
		cfg.Logf = func(string, ...any) {}
	}
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return Result{}, err
	}
	cfg.Dir = dir
	folders, err := load.Load(ctx, load.Config{Dir: cfg.Dir, Env: cfg.Env, Tags: cfg.Tags, Patterns: cfg.Patterns, Logf: cfg.Logf})
	if err != nil {
		return Result{}, err
	}
	var result Result
	for _, folder := range folders {
		changes, ds := generate(folder)
		result.Changes = append(result.Changes, changes...)
		result.Diagnostics = append(result.Diagnostics, ds...)
	}
	result.Diagnostics = append(result.Diagnostics, missingRuntime(ctx, cfg, folders, result.Changes)...)
	result.Diagnostics = diag.Compact(result.Diagnostics)
	if cfg.DryRun {
		return result, nil
	}
	return result, apply(result.Changes, cfg.Logf)
}
