package generator

import (
	"runtime"
	"sync"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/emit"
	"github.com/backoffgen/backoffgen/generator/load"
	"github.com/backoffgen/backoffgen/generator/output"
	"github.com/backoffgen/backoffgen/generator/plan"
)

// A draft is a folder whose decorators are written, and still to be printed.
type draft struct {
	folder      *load.Folder
	files       []draftFile
	changes     []output.Change
	diagnostics []diag.Diagnostic
}

type draftFile struct {
	*emit.Draft
	source string
}

// newDraft resolves a folder's annotations and writes its decorators.
func newDraft(folder *load.Folder) *draft {
	plans, diagnostics := resolveFolder(folder)
	d := &draft{folder: folder, diagnostics: diagnostics}
	for _, resolved := range plans {
		for _, f := range resolved.Files {
			written, err := emit.New(resolved, f)
			if err != nil {
				d.diagnostics = append(d.diagnostics, fileError(CannotEmit, f.Source, err.Error()))
				continue
			}
			d.files = append(d.files, draftFile{written, f.Source})
		}
	}
	return d
}

// finish finds out what the folder's generated files should be. There are no changes when one of the diagnostics is an
// error.
func (d *draft) finish() {
	var files []output.File
	for _, f := range d.files {
		content, err := f.Source()
		if err != nil {
			d.diagnostics = append(d.diagnostics, fileError(CannotEmit, f.source, err.Error()))
			continue
		}
		files = append(files, output.File{Path: output.Target(f.source), Content: content})
	}
	if diag.HasErrors(d.diagnostics) {
		return
	}
	for _, f := range files {
		if origin := d.folder.Origins[f.Path]; isThere(d.folder.Dir, origin) {
			d.diagnostics = append(d.diagnostics, fileError(SameFile, f.Path, "this file is generated from "+origin+" already"))
			return
		}
	}
	changes, err := output.Compare(files, superfluous(d.folder, files))
	d.changes = changes
	d.diagnostics = append(d.diagnostics, fileErrors(d.folder, err)...)
}

// finishAll finishes drafts beside each other.
func finishAll(drafts []*draft) {
	var wg sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, d := range drafts {
		free <- struct{}{}
		wg.Go(func() {
			d.finish()
			<-free
		})
	}
	wg.Wait()
}

// emitFiles writes out a plan, each file to the place that its source has.
func emitFiles(pkg *plan.Package, place func(source string) string) ([]output.File, []diag.Diagnostic) {
	var files []output.File
	var ds []diag.Diagnostic
	for _, f := range pkg.Files {
		content, err := emit.File(pkg, f)
		if err != nil {
			ds = append(ds, fileError(CannotEmit, f.Source, err.Error()))
			continue
		}
		files = append(files, output.File{Path: place(f.Source), Content: content})
	}
	return files, ds
}
