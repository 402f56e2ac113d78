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
	folders, err := cfg.loadAll(ctx)
	if err != nil {
		return Result{}, err
	}
	result, targets, err := generateAll(ctx, cfg, folders)
	if err != nil {
		return Result{}, stopReason(ctx, err)
	}
	result.Diagnostics = append(result.Diagnostics, warnMissingRuntime(ctx, cfg, targets, result.Changes)...)
	if err := stopReason(ctx, nil); err != nil { // what was found out may be wrong
		return Result{}, err
	}
	result.Diagnostics = diag.Compact(result.Diagnostics)
	if cfg.DryRun {
		return result, nil
	}
	removeTemporary(append(targets, folders...), cfg.Logf)
	return result, applyAll(result.Changes, cfg.Logf)
}

// loadAll completes the configuration, and loads the folders that it is about.
func (c *Config) loadAll(ctx context.Context) ([]*load.Folder, error) {
	if c.Logf == nil {
		c.Logf = func(string, ...any) {}
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return nil, err
	}
	c.Dir = dir
	folders, err := load.Load(ctx, c.loadConfig())
	return folders, stopReason(ctx, err)
}

// stopReason returns why a run was stopped, if it was; what failed then did so for this reason. Else it returns err.
func stopReason(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("stopped: %w", context.Cause(ctx))
	}
	return err
}

// loadConfig is the part of the configuration that is about loading.
func (c Config) loadConfig() load.Config {
	return load.Config{Dir: c.Dir, Env: c.Env, Tags: c.Tags, Patterns: c.Patterns, Logf: c.Logf}
}

// generateAll finds out what should be generated for the folders that were found, in all ways that belong to them.
func generateAll(ctx context.Context, cfg Config, folders []*load.Folder) (all Result, targets []*load.Folder, err error) {
	if cfg.Out != "" {
		return generateRun(ctx, cfg, folders)
	}
	runs := cfg.planRuns(folders)
	all.Diagnostics = runs.diagnostics
	loaded := folders
	for _, run := range runs.all {
		part, err := cfg.loadFolders(ctx, run, folders)
		if err != nil {
			return Result{}, nil, err
		}
		loaded = append(loaded, part...)
		runConfig := cfg
		runConfig.Out, runConfig.OutName, runConfig.Tags = run.out, run.outName, run.tags
		result, written, err := generateRun(ctx, runConfig, part)
		if err != nil {
			return Result{}, nil, err
		}
		targets = append(targets, written...)
		all.Changes = append(all.Changes, result.Changes...)
		all.Diagnostics = append(all.Diagnostics, result.Diagnostics...)
	}
	unwritten, ds := runs.removeUnwritten(folders)
	all.Changes = mergeChanges(append(unwritten, all.Changes...))
	all.Diagnostics = append(append(all.Diagnostics, ds...), cfg.warnExcluded(loaded)...)
	return all, targets, nil
}

// loadFolders returns the folders of a run: those that were found, if they were loaded under its tags.
func (c Config) loadFolders(ctx context.Context, r *run, found []*load.Folder) ([]*load.Folder, error) {
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
	return load.Load(ctx, c.loadConfig())
}

// generateRun finds out what one run should generate for folders. It returns the folders that the files are written into.
func generateRun(ctx context.Context, cfg Config, folders []*load.Folder) (result Result, targets []*load.Folder, err error) {
	if cfg.Out == "" {
		return generateFolders(folders, besideSources{}), folders, nil
	}
	out, err := newOutFolder(ctx, cfg, folders)
	if err != nil {
		return Result{}, nil, err
	}
	result = generateFolders(folders, out)
	orphans, err := out.orphans(folders)
	if err != nil {
		return Result{}, nil, err
	}
	result.Changes = mergeChanges(append(result.Changes, orphans...))
	return result, []*load.Folder{{Dir: out.Dir, ModFile: out.ModFile, Temporary: out.Temporary}}, nil
}

// mergeChanges sorts changes by path. Where two runs write the same file, the later one's change is left, as when go generate had
// run both; what one of them has no use for, the other one may.
func mergeChanges(changes []output.Change) []output.Change {
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
