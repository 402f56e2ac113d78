// Package generator turns annotated interfaces into decorators: it loads packages, resolves their annotations against
// their types, generates source, and writes files. It is for programs that generate without the command, such as
// build tools; the command is not much more than this package with flags.
//
// [Run] generates, [Vet] and [Explain] say what it would say and what the annotations mean, and [Simulate] what a policy does to a
// service. They take a [Config], run the go command that is on the path, keep no state between calls, and heed their context: one
// that ends stops them before anything is written.
package generator

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// Config says what to generate.
type Config struct {
	Dir      string   // where patterns are relative to; empty is the process's directory
	Env      []string // the go command's environment; nil is the process's
	Patterns []string // packages as for the go command; none is "."
	Tags     string   // build tags, separated by commas
	Out      string   // the folder that decorators are written into; empty is the folder of each source
	OutName  string   // the name of the package in Out; empty is its present name, or one that follows from Out
	chosen   bool     // only interfaces whose annotation names Target and Out
	Target   string   // what is written into Out: decorators, or with "temporal" what carries calls out on Temporal
	DryRun   bool     // write nothing, and only find out what would change

	SkipNested bool // Vet does not look for decorators around decorators, for which it reads the code that calls their constructors

	// Logf is called for each step, by one goroutine at a time; nil is none.
	Logf func(format string, args ...any)
}

// A Result is what a run did, or what a dry run would have done.
type Result struct {
	Changes     []output.Change   // sorted by path; unchanged files are among them
	Diagnostics []diag.Diagnostic // sorted
}

// Stale returns the changes except those that leave a file unchanged.
func (r Result) Stale() []output.Change {
	var stale []output.Change
	for _, c := range r.Changes {
		if c.Kind != output.Unchanged {
			stale = append(stale, c)
		}
	}
	return stale
}

// Run generates. Errors in a package are among the diagnostics: none of its files is changed, while other packages are
// generated. Nothing is written before all packages have been checked. The error is about the run as a whole: patterns,
// the go command, a file that cannot be written.
func Run(ctx context.Context, cfg Config) (Result, error) {
	found, err := untilStopped(ctx, cfg, generate)
	if err != nil || cfg.DryRun {
		return found.Result, err
	}
	if cfg.Logf == nil {
		cfg.Logf = func(string, ...any) {}
	}
	removeTemporary(found.folders, cfg.Logf)
	return found.Result, applyAll(found.Changes, cfg.Logf)
}

// generated is what a run finds out before it writes.
type generated struct {
	Result
	folders []*load.Folder // all that it has looked at, and will write into
}

func generate(ctx context.Context, cfg Config) (generated, error) {
	folders, err := cfg.loadAll(ctx)
	if err != nil {
		return generated{}, err
	}
	result, targets, err := generateAll(ctx, cfg, folders)
	if err != nil {
		return generated{}, err
	}
	result.Diagnostics = append(result.Diagnostics, warnMissingRuntime(ctx, cfg, targets, result.Changes)...)
	result.Diagnostics = diag.Compact(result.Diagnostics)
	return generated{result, append(targets, folders...)}, nil
}

// loadAll completes the configuration, and loads the folders that it names.
func (c *Config) loadAll(ctx context.Context) ([]*load.Folder, error) {
	if c.Logf == nil {
		c.Logf = func(string, ...any) {}
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return nil, err
	}
	c.Dir = dir
	return untilStopped(ctx, *c, func(ctx context.Context, cfg Config) ([]*load.Folder, error) { return load.Load(ctx, cfg.loadConfig()) })
}

// loadConfig returns the part of the configuration that is about loading.
func (c Config) loadConfig() load.Config {
	return load.Config{Dir: c.Dir, Env: c.Env, Tags: c.Tags, Patterns: c.Patterns, Logf: c.Logf}
}

// generateAll finds out what should be generated for the folders that were found, in all runs that belong to them. It
// also returns the folders that files are written into.
func generateAll(ctx context.Context, cfg Config, folders []*load.Folder) (all Result, targets []*load.Folder, err error) {
	if cfg.Target != "" && cfg.Target != resolve.TargetTemporal {
		return Result{}, nil, fmt.Errorf("unknown target %q; expected %s", cfg.Target, resolve.TargetTemporal)
	}
	if cfg.Out != "" {
		return generateRun(ctx, cfg, folders)
	}
	if cfg.Target != "" {
		return Result{}, nil, errors.New("a target needs a folder to write into, that of another package than the interfaces'")
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
		runConfig.Out, runConfig.OutName, runConfig.Tags, runConfig.Target = run.out, run.outName, run.tags, run.target
		runConfig.chosen = run.chosen
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

// loadFolders returns the folders of a run: those that were found, if they were loaded under its tags, and otherwise it
// loads them.
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

// mergeChanges sorts changes by path. If two runs write the same file, the change of the later one counts, as if go
// generate had run both. A file is not removed if another run writes it.
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
