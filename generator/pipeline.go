package generator

import (
	"sync"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/durable"
	"github.com/backoffgen/backoffgen/generator/internal/emit"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// A destination is where decorators are written: into the folders of their sources, or into the folder of -o.
// Everything else is the same for both.
type destination interface {
	// workers returns how many folders may be generated for at a time.
	workers() int
	// cycles reports the imports of a package that lead to the destination, which would import the package in turn.
	cycles(pkg *load.Package) []diag.Diagnostic
	// resolve returns what the resolver has to know of the destination; nil when it is the package of the interfaces.
	resolve(folder *load.Folder) *resolve.Destination
	// path returns the name of the file that is generated from a source.
	path(source string) string
	// origin returns how that file names its source.
	origin(folder *load.Folder, source string) string
	// claim reserves that file for a source, or reports that it is generated from another one.
	claim(folder *load.Folder, source string) []diag.Diagnostic
	// add takes note of files that are going to be written, so that what they declare counts for the next package.
	add(pkg *load.Package, files []output.File)
	// superfluous returns the files that were generated from a folder earlier, and are not generated any more.
	superfluous(folder *load.Folder, files []output.File) []string
}

// generateFolders finds out what should be generated for folders. It works on as many of them at a time as the destination
// allows. Types are complete then, and go/types locks what it still computes when asked.
func generateFolders(folders []*load.Folder, to destination) Result {
	results := make([]Result, len(folders))
	free := make(chan struct{}, to.workers())
	var wg sync.WaitGroup
	for i, folder := range folders {
		free <- struct{}{}
		wg.Go(func() {
			results[i].Changes, results[i].Diagnostics = generateFolder(folder, to)
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

// generateFolder finds out what the files generated from a folder should be. There are no changes when one of the
// diagnostics is an error.
func generateFolder(folder *load.Folder, to destination) ([]output.Change, []diag.Diagnostic) {
	ds := folderDiagnostics(folder)
	var files []output.File
	for _, pkg := range folder.Packages {
		ds = append(ds, to.cycles(pkg)...)
		resolved, found := resolvePackage(pkg, to.resolve(folder))
		ds = append(ds, found...)
		if resolved == nil {
			continue
		}
		for _, f := range resolved.Files {
			f.Origin = to.origin(folder, f.Source)
			ds = append(ds, to.claim(folder, f.Source)...)
		}
		emitted, found := emitFiles(resolved, to.path)
		files, ds = append(files, emitted...), append(ds, found...)
		if !diag.HasErrors(ds) {
			to.add(pkg, emitted)
		}
	}
	if diag.HasErrors(ds) {
		return nil, ds
	}
	changes, err := output.Compare(files, to.superfluous(folder, files))
	return changes, append(ds, fileErrors(folder, err)...)
}

// emitFiles writes out a plan, each file to the path that its source has.
func emitFiles(pkg *plan.Package, path func(source string) string) ([]output.File, []diag.Diagnostic) {
	var files []output.File
	var ds []diag.Diagnostic
	newPackage := emit.New
	if pkg.Target == resolve.TargetTemporal {
		newPackage = durable.New
	}
	written := newPackage(pkg)
	for _, f := range pkg.Files {
		content, err := written.File(f)
		if err != nil {
			ds = append(ds, fileError(CannotEmit, f.Source, err.Error()))
			continue
		}
		files = append(files, output.File{Path: path(f.Source), Content: content})
	}
	return files, ds
}

// pathsOf returns the paths of files as a set.
func pathsOf(files []output.File) map[string]bool {
	paths := map[string]bool{}
	for _, f := range files {
		paths[f.Path] = true
	}
	return paths
}
