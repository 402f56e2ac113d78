package generator

import (
	"context"
	"slices"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// Vet returns the diagnostics of [Run] about annotations and the types that they are about, and generates nothing. A
// generated file in the folder of its source gets a warning if it does not match the annotations. Nothing else about
// generated files is checked, such as whether one is missing. Where the packages put a decorator around another one there is a
// warning too, unless cfg says to skip that. The error is about the run as a whole.
func Vet(ctx context.Context, cfg Config) ([]diag.Diagnostic, error) {
	return untilStopped(ctx, cfg, vet)
}

func vet(ctx context.Context, cfg Config) ([]diag.Diagnostic, error) {
	folders, err := cfg.loadAll(ctx)
	if err != nil {
		return nil, err
	}
	var ds []diag.Diagnostic
	var all []*plan.Package
	runs := cfg.planRuns(folders)
	for _, folder := range folders {
		plans, found := resolveFolder(folder)
		ds, all = append(ds, found...), append(all, plans...)
		if !diag.HasErrors(found) && runs.writesBeside(folder.Dir, cfg.Tags) {
			ds = append(ds, warnStale(folder, plans)...)
		}
	}
	if !cfg.SkipNested {
		code, err := readAround(ctx, cfg, nil, constructorsOf(all))
		if err != nil {
			return nil, err
		}
		ds = append(ds, code.warnings()...)
	}
	return diag.Compact(ds), nil
}

// writesBeside reports whether a folder's decorators are written into the same folder under these tags.
func (r *runs) writesBeside(dir, tags string) bool {
	return slices.ContainsFunc(r.all, func(run *run) bool { return run.runFlags == runFlags{tags: tags} && run.folders[dir] })
}

// warnStale warns of the existing generated files that are not as they would be generated now.
func warnStale(folder *load.Folder, plans []*plan.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, p := range plans {
		files, _ := emitFiles(p, output.GeneratedPath) // files that cannot be generated are left out
		changes, err := output.Compare(files, nil)
		if err != nil {
			continue
		}
		for _, f := range p.Files {
			path := output.GeneratedPath(f.Source)
			if !slices.ContainsFunc(changes, func(c output.Change) bool { return c.Path == path && c.Kind == output.Update }) {
				continue
			}
			ds = append(ds, resolve.StaleWarning(folder.Packages[0].Fset, f, path))
		}
	}
	return ds
}
