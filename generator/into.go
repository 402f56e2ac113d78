package generator

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// An into is a run that writes all decorators into one package, which is not that of their interfaces.
type into struct {
	*load.Destination
	claimed map[string]string // the sources of the files that are going to be written
	changes []output.Change
}

// newInto finds out about the target of a run.
func newInto(ctx context.Context, cfg Config, folders []*load.Folder) (*into, error) {
	dir := cfg.Out
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(cfg.Dir, dir)
	}
	for _, folder := range folders {
		if folder.Dir == dir && len(folder.Annotated) > 0 {
			return nil, fmt.Errorf("%s has annotated interfaces itself: leave out -o to write decorators into the package of their interfaces", cfg.Out)
		}
	}
	target, err := load.OpenDestination(ctx, cfg.load(), dir, cfg.OutName, folders)
	if err != nil {
		return nil, err
	}
	return &into{Destination: target, claimed: map[string]string{}}, nil
}

// generate finds out what the files generated from a folder should be, and takes note of the changes. There are none when
// one of the diagnostics is an error.
func (t *into) generate(folder *load.Folder) []diag.Diagnostic {
	ds := folder.Diagnostics
	var files []output.File
	for _, pkg := range folder.Packages {
		ds = append(ds, t.Cycle(pkg)...)
		resolved, found := resolvePackage(pkg, &resolve.Destination{Path: t.Path, Name: t.Name, Files: t.others(folder)})
		ds = append(append(ds, found...), importErrors(pkg, found)...)
		if resolved == nil {
			continue
		}
		for _, f := range resolved.Files {
			f.Origin = t.origin(folder, f.Source)
		}
		emitted, found := emitFiles(resolved, t.place)
		ds = append(ds, found...)
		for _, f := range resolved.Files {
			ds = append(ds, t.claim(f.Source)...)
		}
		files = append(files, emitted...)
		if !diag.HasErrors(ds) {
			t.Add(pkg.Fset, emitted)
		}
	}
	if diag.HasErrors(ds) {
		return ds
	}
	changes, err := output.Compare(files, t.superfluous(folder, files))
	t.changes = append(t.changes, changes...)
	return append(ds, fileErrors(folder, err)...)
}

// place returns the name of the file that is generated from a source.
func (t *into) place(source string) string {
	return filepath.Join(t.Dir, filepath.Base(output.GeneratedPath(source)))
}

// origin returns how a generated file names its source: by the way that leads there in the same module, and else by its
// import path.
func (t *into) origin(folder *load.Folder, source string) string {
	rel, err := filepath.Rel(t.Dir, source)
	if err != nil || folder.ModFile != t.ModFile {
		return path.Join(folder.Path, filepath.Base(source))
	}
	if rel = filepath.ToSlash(rel); !strings.HasPrefix(rel, "../") {
		rel = "./" + rel
	}
	return rel
}

// others are the target's files that are not generated from a folder.
func (t *into) others(folder *load.Folder) []*ast.File {
	return t.Files(func(filename string) bool { return t.isFrom(filename, folder) })
}

// isFrom reports whether a generated file of the target names a source in the folder.
func (t *into) isFrom(filename string, folder *load.Folder) bool {
	origin := t.Origins[filename]
	return origin != "" && origin == t.origin(folder, filepath.Join(folder.Dir, path.Base(origin)))
}

// claim reports a source whose generated file another one has.
func (t *into) claim(source string) []diag.Diagnostic {
	place := t.place(source)
	other := t.claimed[place]
	if other == "" {
		t.claimed[place] = source
		if origin := t.Origins[place]; isThere(t.Dir, origin) {
			other = filepath.Join(t.Dir, filepath.FromSlash(origin))
		}
	}
	if other == "" || other == source {
		return nil
	}
	d := fileError(SameFile, source, fmt.Sprintf("%s is already generated from %s", place, other))
	d.Hint = "rename one of the two, or write its decorators into another folder"
	return []diag.Diagnostic{d}
}

// superfluous returns the target's files that come from the folder and are not generated any more.
func (t *into) superfluous(folder *load.Folder, files []output.File) []string {
	wanted := map[string]bool{}
	for _, f := range files {
		wanted[f.Path] = true
	}
	var names []string
	for _, own := range t.Generated {
		source := filepath.Join(folder.Dir, path.Base(t.Origins[own]))
		if !wanted[own] && t.isFrom(own, folder) && (!folder.Annotated[source] || folder.Loaded(source)) {
			names = append(names, own)
		}
	}
	return names
}

// orphans takes note of the target's files whose source is gone, and was in none of the folders.
func (t *into) orphans(folders []*load.Folder) error {
	var names []string
	for _, own := range t.Generated {
		known := t.claimed[own] != ""
		for _, folder := range folders {
			known = known || t.isFrom(own, folder)
		}
		if !known && isGone(t.Dir, t.Origins[own]) {
			names = append(names, own)
		}
	}
	changes, err := output.Compare(nil, names)
	t.changes = append(t.changes, changes...)
	return err
}

// isThere reports whether a file that was generated into dir names a source that is there and annotated.
func isThere(dir, origin string) bool {
	return origin != "" && !isImportPath(origin) && !isGone(dir, origin)
}

// isGone reports whether a file that was generated into dir names a source that is not there any more, or has no
// annotation. Of sources in other modules nothing is known, and what is outside of the module is not looked at: a file says
// what it likes.
func isGone(dir, origin string) bool {
	if origin == "" || isImportPath(origin) {
		return false
	}
	source := filepath.Join(dir, filepath.FromSlash(origin))
	if !strings.HasSuffix(source, ".go") || !output.IsWithin(dir, source) {
		return false
	}
	text, err := output.Read(source)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	return !directive.Contains(text)
}

func isImportPath(origin string) bool {
	return !strings.HasPrefix(origin, "./") && !strings.HasPrefix(origin, "../")
}
