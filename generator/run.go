// Package generator turns annotated interfaces into decorators: it loads packages, resolves their annotations against
// their types, emits source, and brings it to disk. It is for programs that generate without the command, such as
// build tools; the command is not much more than this package with flags.
//
// [Run] generates, [Vet] and [Explain] say what it would say and what the annotations mean. All three take a [Config], run the go
// command that is on the path, keep no state between calls, and heed their context: one that ends stops them before
// anything is written.
package generator

import (
	"context"
	"fmt"
	"maps"
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

// generateAll finds out what should be generated for the folders that were found, in all ways that belong to them.
func generateAll(ctx context.Context, cfg Config, folders []*load.Folder) (all Result, targets []*load.Folder, err error) {
	if cfg.Out != "" {
		return generateInto(ctx, cfg, folders)
	}
	runs := cfg.runsOf(folders)
	all.Diagnostics = runs.ds
	loaded := folders
	for _, run := range runs.list {
		part, err := cfg.foldersOf(ctx, run, folders)
		if err != nil {
			return Result{}, nil, err
		}
		loaded = append(loaded, part...)
		result, places := Result{}, part
		if run.out == "" {
			result = generateBeside(part)
		} else {
			own := cfg
			own.Out, own.OutName, own.Tags = run.out, run.outName, run.tags
			if result, places, err = generateInto(ctx, own, part); err != nil {
				return Result{}, nil, err
			}
		}
		targets = append(targets, places...)
		all.Changes = append(all.Changes, result.Changes...)
		all.Diagnostics = append(all.Diagnostics, result.Diagnostics...)
	}
	leftBeside, ds := runs.leftBeside(folders)
	all.Changes = merge(append(leftBeside, all.Changes...))
	all.Diagnostics = append(append(all.Diagnostics, ds...), cfg.excluded(loaded)...)
	return all, targets, nil
}

// foldersOf returns the folders of a run: those that were found, if they were loaded under its tags.
func (c Config) foldersOf(ctx context.Context, r *run, found []*load.Folder) ([]*load.Folder, error) {
	if r.tags == c.Tags {
		var part []*load.Folder
		for _, f := range found {
			if r.folders[f.Dir] {
				part = append(part, f)
			}
		}
		if len(part) == len(r.folders) {
			return part, nil
		}
	}
	c.Tags, c.Patterns = r.tags, slices.Sorted(maps.Keys(r.folders))
	return load.Load(ctx, c.load())
}

// generateInto finds out what should be generated for folders whose decorators stand in another one, which it returns.
func generateInto(ctx context.Context, cfg Config, folders []*load.Folder) (result Result, targets []*load.Folder, err error) {
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
	result.Changes = merge(target.changes)
	return result, []*load.Folder{{Dir: target.Dir, ModFile: target.ModFile, Temporary: target.Temporary}}, nil
}

// merge sorts changes by path. Where two runs write the same file, the later one's change is left, as when go generate had
// run both; what one of them has no use for, the other one may.
func merge(changes []output.Change) []output.Change {
	byPath := map[string]output.Change{}
	for _, c := range changes {
		if _, known := byPath[c.Path]; !known || c.Kind != output.Remove {
			byPath[c.Path] = c
		}
	}
	var merged []output.Change
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		merged = append(merged, byPath[path])
	}
	return merged
}
