// Package stdlib finds packages of the standard library by the names that they have in code, from its folders alone.
package stdlib

import (
	"go/build"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// A Library is the standard library of one Go release. It is safe for concurrent use.
type Library struct {
	Root  string         // its folder, which is src in GOROOT
	Build *build.Context // how its files are chosen; nil is for all of them

	has    sync.Map // whether there is a package, by import path
	once   sync.Once
	paths  map[string][]string // of packages that may be imported, by name, whether or not they have files that are chosen
	chosen sync.Map            // those of paths that have, for the names that were asked for
}

// Has reports whether a path is a package of the standard library.
func (l *Library) Has(importPath string) bool {
	if first, _, _ := strings.Cut(importPath, "/"); strings.Contains(first, ".") {
		return false
	}
	has, ok := l.has.Load(importPath)
	if !ok {
		has = hasGoFiles(filepath.Join(l.Root, filepath.FromSlash(importPath)))
		l.has.Store(importPath, has)
	}
	return has.(bool)
}

// runtimePath is the package that the name backoff means in an annotation, if nothing else has that name: the generated
// file imports it.
const runtimePath = "github.com/backoffgen/backoffgen/runtime"

// ByName returns the paths of the packages that have a name and may be imported, sorted. Build constraints keep out what the release has only
// as an experiment, such as encoding/json/v2. The first call reads the folders of the library.
func (l *Library) ByName(name string) []string {
	l.once.Do(l.walk)
	if l.paths[name] == nil && name == "backoff" {
		return []string{runtimePath}
	}
	if l.Build == nil {
		return l.paths[name]
	}
	chosen, ok := l.chosen.Load(name)
	if !ok {
		chosen, _ = l.chosen.LoadOrStore(name, l.built(l.paths[name]))
	}
	return chosen.([]string)
}

// built returns those of the packages that have a file which is chosen. It reads no more of them than it takes to find one.
func (l *Library) built(paths []string) (built []string) {
	for _, p := range paths {
		dir := filepath.Join(l.Root, filepath.FromSlash(p))
		entries, _ := os.ReadDir(dir)
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
			if !isGoFile(e.Name()) {
				return false
			}
			ok, err := l.Build.MatchFile(dir, e.Name())
			return ok && err == nil
		}) {
			built = append(built, p)
		}
	}
	return built
}

func (l *Library) walk() {
	l.paths = map[string][]string{}
	filepath.WalkDir(l.Root, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // what cannot be read has no packages
		}
		switch name := d.Name(); {
		case name == "internal", name == "vendor", name == "testdata", name == "cmd", name[0] == '_', name[0] == '.':
			return fs.SkipDir
		}
		if rel, err := filepath.Rel(l.Root, dir); err == nil && rel != "." && hasGoFiles(dir) {
			p := filepath.ToSlash(rel)
			name := NameOf(p)
			l.paths[name] = append(l.paths[name], p)
		}
		return nil
	})
	for _, paths := range l.paths {
		slices.Sort(paths)
	}
}

// NameOf returns the name of a standard package. It is the last element of the path without a major version:
// math/rand/v2 is called rand.
func NameOf(importPath string) string {
	dir, base := path.Split(importPath)
	if dir != "" && len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		return path.Base(dir)
	}
	return base
}

func hasGoFiles(dir string) bool {
	entries, _ := os.ReadDir(dir)
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return isGoFile(e.Name()) })
}

func isGoFile(name string) bool {
	return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
}
