package generator

import (
	"path/filepath"
	"runtime"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// besideSources is the destination of decorators that are written next to their sources, into the same package.
type besideSources struct{}

func (besideSources) workers() int { return runtime.GOMAXPROCS(0) }

func (besideSources) cycles(*load.Package) []diag.Diagnostic { return nil }

func (besideSources) resolve(*load.Folder) *resolve.Destination { return nil }

func (besideSources) path(source string) string { return output.GeneratedPath(source) }

func (besideSources) origin(_ *load.Folder, source string) string { return filepath.Base(source) }

// claim reports a source whose generated file a run with -o has written from another one.
func (b besideSources) claim(folder *load.Folder, source string) []diag.Diagnostic {
	path := b.path(source)
	origin := folder.Origins[path]
	if !isThere(folder.Dir, origin) {
		return nil
	}
	return []diag.Diagnostic{fileError(SameFile, path, "this file is already generated from "+origin)}
}

func (besideSources) add(*load.Package, []output.File) {}

// superfluous returns the folder's generated files that nothing would generate again: their source is gone, has no
// annotation any more, or has been loaded and has none that leads to a decorator. Sources that this run's build
// constraints exclude keep theirs, and so do sources in other packages.
func (besideSources) superfluous(folder *load.Folder, files []output.File) []string {
	wanted := pathsOf(files)
	var names []string
	for _, name := range folder.Generated {
		if origin := folder.Origins[name]; origin != "" {
			if isGone(folder.Dir, origin) {
				names = append(names, name)
			}
			continue
		}
		source, _ := output.SourcePath(name)
		if !wanted[name] && (!folder.Annotated[source] || folder.Loaded(source)) {
			names = append(names, name)
		}
	}
	return names
}
