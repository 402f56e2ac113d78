package generator

import (
	"runtime"
	"sync"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// generateBeside finds out what should be generated for folders whose decorators stand beside their interfaces. It works on
// several folders at a time, which complete types allow: what go/types still works out when asked is behind its locks.
func generateBeside(folders []*load.Folder) Result {
	results := make([]Result, len(folders))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i, folder := range folders {
		free <- struct{}{}
		wg.Go(func() {
			results[i].Changes, results[i].Diagnostics = generateFolder(folder)
			<-free
		})
	}
	wg.Wait()
	var all Result
	for _, r := range results {
		all.Changes = append(all.Changes, r.Changes...)
		all.Diagnostics = append(all.Diagnostics, r.Diagnostics...)
	}
	return all
}

// generateFolder finds out what a folder's generated files should be. There are no changes when one of the diagnostics is
// an error.
func generateFolder(folder *load.Folder) ([]output.Change, []diag.Diagnostic) {
	plans, ds := resolveFolder(folder)
	var files []output.File
	for _, p := range plans {
		emitted, found := emitFiles(p, output.GeneratedPath)
		files, ds = append(files, emitted...), append(ds, found...)
	}
	if diag.HasErrors(ds) {
		return nil, ds
	}
	for _, f := range files {
		if origin := folder.Origins[f.Path]; isThere(folder.Dir, origin) {
			return nil, append(ds, fileError(SameFile, f.Path, "this file is already generated from "+origin))
		}
	}
	changes, err := output.Compare(files, superfluous(folder, files))
	return changes, append(ds, fileErrors(folder, err)...)
}

// emitFiles writes out a plan, each file to the place that its source has.
func emitFiles(pkg *plan.Package, place func(source string) string) ([]output.File, []diag.Diagnostic) {
	var files []output.File
	var ds []diag.Diagnostic
	written := emit.New(pkg)
	for _, f := range pkg.Files {
		content, err := written.File(f)
		if err != nil {
			ds = append(ds, fileError(CannotEmit, f.Source, err.Error()))
			continue
		}
		files = append(files, output.File{Path: place(f.Source), Content: content})
	}
	return files, ds
}
