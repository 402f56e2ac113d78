package load

import (
	"go/ast"
	"maps"
	"strconv"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/clients"
	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

// findNeeds finds out which imports' types a candidate needs: those that are used outside function bodies, and those
// that its annotations name. The types of all others are never loaded.
func (l *loader) findNeeds(c *candidate) {
	c.needed = map[string]bool{}
	for _, f := range c.files {
		maps.Copy(c.needed, l.importsNeeded(f, c.scan))
	}
	delete(c.needed, c.path)
	c.wanted = map[string]bool{}
	for _, f := range c.files {
		maps.Copy(c.wanted, l.clientPackages(f, c.scan))
	}
}

// clientPackages returns the import paths of the packages of the clients whose errors the annotations of a file name.
func (l *loader) clientPackages(f *ast.File, s *folderScan) map[string]bool {
	if s == nil || !s.folder.Annotated[l.fset.File(f.FileStart).Name()] {
		return nil
	}
	annotations, _ := l.readDirectives(f, s)
	paths := map[string]bool{}
	for _, name := range directive.Clients(annotations) {
		if c, ok := clients.Lookup(name); ok {
			for _, path := range c.Paths() {
				paths[path] = true
			}
		}
	}
	return paths
}

// importsNeeded returns the import paths that a file needs. The scan is that of its folder; it is nil for a file of a
// package that is only imported.
func (l *loader) importsNeeded(f *ast.File, s *folderScan) map[string]bool {
	if known, ok := l.prefetched.needs.Load(f); ok {
		return known.(map[string]bool)
	}
	var mentions []string
	var added []directive.Import
	if filename := l.fset.File(f.FileStart).Name(); s != nil && s.folder.Annotated[filename] {
		annotations, _ := l.readDirectives(f, s) // the resolver reports the diagnostics
		added = annotations.Imports
		for _, word := range directive.Mentions(annotations) {
			mentions = append(mentions, word.Text)
		}
	}
	names, needs := l.needed(f, mentions)
	for _, i := range added {
		needs[i.Path] = true
	}
	for _, m := range mentions {
		// One of these may be an import whose name is not known yet; to load one package too many is not wrong.
		if names[m] {
			if paths := l.std.ByName(m); len(paths) == 1 {
				needs[paths[0]] = true
			}
		}
	}
	delete(needs, "unsafe")
	// The go command would read some of these paths as patterns, such as all.
	maps.DeleteFunc(needs, func(path string, _ bool) bool { return !directive.IsImportPath(path) })
	if s != nil {
		l.prefetched.needs.Store(f, needs)
	}
	return needs
}

// needed returns the import paths of f that are used outside function bodies, or that one of the extra names may mean.
// The names that it returns are those that may belong to no import.
func (l *loader) needed(f *ast.File, extra []string) (names, paths map[string]bool) {
	names, paths = map[string]bool{}, map[string]bool{}
	for _, name := range extra {
		names[name] = true
	}
	for _, d := range f.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok {
					names[x.Name] = true
				}
			}
			return true
		})
	}
	var unsure []string
	claimed := map[string]bool{}
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		var name string
		switch {
		case spec.Name != nil:
			name = spec.Name.Name
		case l.std.Has(path):
			name = stdlib.NameOf(path)
		default: // a package's name may be unlike its path
			unsure = append(unsure, path)
			continue
		}
		if name == "." || names[name] {
			paths[path] = true
			claimed[name] = true
		}
	}
	for name := range claimed {
		delete(names, name)
	}
	if len(names) > 0 {
		for _, path := range unsure {
			paths[path] = true
		}
	}
	return names, paths
}

// readDirectives returns what the annotations of a file say, which is read once. The scan has the file's text; it is nil for
// a file of a package that is only imported.
func (l *loader) readDirectives(f *ast.File, s *folderScan) (*directive.File, []diag.Diagnostic) {
	var text []byte
	if s != nil {
		text = s.text[l.fset.File(f.FileStart).Name()]
	}
	return l.directives.Read(l.fset, f, text)
}
