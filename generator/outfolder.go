package generator

import (
	"context"
	"fmt"
	"go/ast"
	"path"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// An outFolder is the destination of decorators that -o writes into another package than that of their interfaces.
type outFolder struct {
	*load.Destination
	target    string            // what is written
	chosen    bool              // for the interfaces alone whose decorator lines name the target and the folder
	claimedBy map[string]string // the sources of the files that are going to be written, by the paths of these
}

// newOutFolder opens the folder that cfg.Out names.
func newOutFolder(ctx context.Context, cfg Config, folders []*load.Folder) (*outFolder, error) {
	dir := cfg.Out
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(cfg.Dir, dir)
	}
	for _, folder := range folders {
		if folder.Dir == dir && len(folder.Annotated) > 0 {
			return nil, fmt.Errorf("%s has annotated interfaces itself: leave out -o to write decorators into the package of their interfaces", cfg.Out)
		}
	}
	opened, err := load.OpenDestination(ctx, cfg.loadConfig(), dir, cfg.OutName, folders)
	if err != nil {
		return nil, err
	}
	return &outFolder{Destination: opened, target: cfg.Target, chosen: cfg.chosen, claimedBy: map[string]string{}}, nil
}

// workers returns 1: what is generated for one folder counts as declared for the next.
func (o *outFolder) workers() int { return 1 }

func (o *outFolder) cycles(pkg *load.Package) []diag.Diagnostic { return o.Cycle(pkg) }

func (o *outFolder) resolve(folder *load.Folder) *resolve.Destination {
	to := &resolve.Destination{Path: o.Path, Name: o.Name, Target: o.target, Files: o.others(folder)}
	if o.chosen {
		to.Only = func(i *directive.Interface) bool {
			d := i.Decorator
			return d != nil && d.Target.Text == o.target && filepath.Join(folder.Dir, filepath.FromSlash(d.Into.Text)) == o.Dir
		}
	}
	return to
}

func (o *outFolder) add(pkg *load.Package, files []output.File) { o.Add(pkg.Fset, files) }

func (o *outFolder) path(source string) string {
	return filepath.Join(o.Dir, filepath.Base(output.GeneratedPath(source)))
}

// origin returns the relative path of a source in the same module, and that of another module as its import path and name.
func (o *outFolder) origin(folder *load.Folder, source string) string {
	rel, err := filepath.Rel(o.Dir, source)
	if err != nil || folder.ModFile != o.ModFile {
		return path.Join(folder.Path, filepath.Base(source))
	}
	if rel = filepath.ToSlash(rel); !strings.HasPrefix(rel, "../") {
		rel = "./" + rel
	}
	return rel
}

// others returns the files of the destination that are not generated from a folder.
func (o *outFolder) others(folder *load.Folder) []*ast.File {
	return o.Files(func(filename string) bool { return o.isFrom(filename, folder) })
}

// isFrom reports whether a generated file of the destination names a source in the folder.
func (o *outFolder) isFrom(filename string, folder *load.Folder) bool {
	origin := o.Origins[filename]
	return origin != "" && origin == o.origin(folder, filepath.Join(folder.Dir, path.Base(origin)))
}

func (o *outFolder) claim(_ *load.Folder, source string) []diag.Diagnostic {
	name := o.path(source)
	other := o.claimedBy[name]
	if other == "" {
		o.claimedBy[name] = source
		if origin := o.Origins[name]; isThere(o.Dir, origin) {
			other = filepath.Join(o.Dir, filepath.FromSlash(origin))
		}
	}
	if other == "" || other == source {
		return nil
	}
	d := fileError(SameFile, source, fmt.Sprintf("%s is already generated from %s", name, other))
	d.Hint = "rename one of the two, or write its decorators into another folder"
	return []diag.Diagnostic{d}
}

func (o *outFolder) superfluous(folder *load.Folder, files []output.File) []string {
	wanted := pathsOf(files)
	var names []string
	for _, name := range o.Generated {
		source := filepath.Join(folder.Dir, path.Base(o.Origins[name]))
		if !wanted[name] && o.isFrom(name, folder) && (!folder.Annotated[source] || folder.Loaded(source)) {
			names = append(names, name)
		}
	}
	return names
}

// orphans returns the changes that remove the files of the destination whose source is gone, and was in none of the folders.
func (o *outFolder) orphans(folders []*load.Folder) ([]output.Change, error) {
	var names []string
	for _, name := range o.Generated {
		known := o.claimedBy[name] != ""
		for _, folder := range folders {
			known = known || o.isFrom(name, folder)
		}
		if !known && isGone(o.Dir, o.Origins[name]) {
			names = append(names, name)
		}
	}
	return output.Compare(nil, names)
}
