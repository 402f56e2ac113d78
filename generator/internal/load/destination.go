package load

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	modpath "golang.org/x/mod/module"
	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// A Destination is the folder of a package that decorators are written into, if that is not the package of their
// interfaces.
type Destination struct {
	Dir, Path, Name string
	ModFile         string            // the go.mod file that it is under
	Generated       []string          // the generated files that are there now, sorted
	Temporary       []string          // as in Folder
	Origins         map[string]string // of those whose source is in another package: how they name it

	files map[string]*ast.File // of its package, by file name
	graph map[string]*packages.Package
}

// OpenDestination returns the folder dir, which need not exist yet, as the destination of the decorators of folders. An
// empty name means that of the package that is there, or else one that follows from the path. The folders must come
// from [Load] with the same configuration.
func OpenDestination(ctx context.Context, cfg Config, dir, name string, folders []*Folder) (*Destination, error) {
	t := &Destination{Dir: dir, Name: name, files: map[string]*ast.File{}}
	l, err := openLoader(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if t.ModFile, t.Path, err = l.importPath(dir); err != nil {
		return nil, err
	}
	if err := modpath.CheckImportPath(t.Path); err != nil { // nobody could import it, and go build ./... would stop at it
		return nil, fmt.Errorf("%s cannot be the folder of a package: %w", dir, err)
	}
	var fset *token.FileSet
	var importPaths []string
	for _, f := range folders {
		for _, p := range f.Packages {
			fset = p.Fset
			importPaths = append(importPaths, strings.TrimSuffix(p.Types.Path(), "_test"))
		}
	}
	if fset != nil {
		l.fset = fset
	}
	s := scanFolder(dir)
	t.Generated, t.Origins, t.Temporary = s.folder.Generated, s.folder.Origins, s.folder.Temporary
	if err := t.parse(l); err != nil {
		return nil, err
	}
	if len(importPaths) > 0 {
		t.graph, _ = l.graph( // without it cycles are left to the compiler
			slices.Compact(slices.Sorted(slices.Values(importPaths))))
	}
	return t, nil
}

// parse parses the package that is in the folder already, and checks that its name is the wanted one, if one is wanted.
func (t *Destination) parse(l *loader) error {
	entries, err := os.ReadDir(t.Dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	there, generated := "", ""
	for _, entry := range entries {
		filename := filepath.Join(t.Dir, entry.Name())
		if entry.IsDir() || filepath.Ext(filename) != ".go" || strings.HasPrefix(entry.Name(), "_") || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		f, _ := parseFile(l.fset, filename, nil)
		if f == nil || f.Name.Name == "" || isTest(filename) && strings.HasSuffix(f.Name.Name, "_test") {
			continue
		}
		t.files[filename] = f
		if slices.Contains(t.Generated, filename) {
			generated = f.Name.Name
		} else if !isIgnored(f) {
			there = f.Name.Name
		}
	}
	switch {
	case t.Name == "" && there != "":
		t.Name = there
	case t.Name == "" && generated != "":
		t.Name = generated
	case t.Name == "":
		t.Name = nameOf(t.Path)
	case there != "" && there != t.Name:
		return fmt.Errorf("the package in %s is called %s, not %s", t.Dir, there, t.Name)
	}
	if !token.IsIdentifier(t.Name) || t.Name == "_" || strings.HasSuffix(t.Name, "_test") {
		return fmt.Errorf("%s cannot be the name of the package in %s", strconv.Quote(t.Name), t.Dir)
	}
	return nil
}

// isIgnored reports whether a file has the build constraint that keeps programs out of the package in the same folder.
func isIgnored(f *ast.File) bool {
	for _, group := range f.Comments {
		for _, c := range group.List {
			if c.Pos() < f.Package && strings.TrimSpace(strings.TrimPrefix(c.Text, "//go:build")) == "ignore" {
				return true
			}
		}
	}
	return false
}

// Files returns the parsed files of the folder's package without those that are going to be written.
func (t *Destination) Files(without func(filename string) bool) []*ast.File {
	var files []*ast.File
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		if !without(name) {
			files = append(files, t.files[name])
		}
	}
	return files
}

// Add records what is going to be written, so that its names count as declared from now on.
func (t *Destination) Add(fset *token.FileSet, files []output.File) {
	for _, f := range files {
		if parsed, _ := parseFile(fset, f.Path, f.Content); parsed != nil {
			t.files[f.Path] = parsed
		}
	}
}

// Cycle reports the imports of a package that lead to the destination, which would import the package in turn.
func (t *Destination) Cycle(p *Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, f := range p.Files {
		if isTest(p.Fset.File(f.FileStart).Name()) {
			continue
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil || imported != t.Path && !imports(t.graph[imported], t.Path, map[*packages.Package]bool{}) {
				continue
			}
			ds = append(ds, diag.Diagnostic{
				Code: ImportCycle, Pos: p.Fset.Position(spec.Pos()), End: p.Fset.Position(spec.End()),
				Message: fmt.Sprintf("this import leads to package %s, which must not import package %s in turn: decorators of %s cannot be written there", t.Path, p.Types.Name(), p.Types.Name()),
			})
		}
	}
	return ds
}

// graph lists packages and all their dependencies, by path. The error is why the go command listed none: that go.mod needs updates,
// for instance.
func (l *loader) graph(paths []string) (map[string]*packages.Package, error) {
	graph := map[string]*packages.Package{}
	roots, err := l.packages(l.ctx, listMode|packages.NeedImports|packages.NeedDeps, false, nil, paths...)
	if err != nil {
		l.Logf("listing imports: %s", oneLine(err.Error()))
		return nil, errors.New(oneLine(goWords(err.Error())))
	}
	packages.Visit(roots, nil, func(p *packages.Package) { graph[p.PkgPath] = p })
	return graph, nil
}
