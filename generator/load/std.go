package load

import (
	"go/build"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// A standard is the standard library. It may be asked by several goroutines at once.
type standard struct {
	root  string
	build *build.Context // what its files are chosen by; nil when that is not known

	once  sync.Once
	paths map[string][]string // of importable packages, by name
}

// has reports whether a path is a package of the standard library.
func (s *standard) has(importPath string) bool {
	if first, _, _ := strings.Cut(importPath, "/"); strings.Contains(first, ".") {
		return false
	}
	return hasGoFiles(filepath.Join(s.root, filepath.FromSlash(importPath)))
}

// runtimePath is what backoff means in an annotation where nothing else has that name: the package that the generated
// file imports by it.
const runtimePath = "github.com/backoffgen/backoffgen/runtime"

// byName returns the paths of the packages of a name that anybody may import, sorted. The library is walked the first
// time only.
func (s *standard) byName(name string) []string {
	s.once.Do(s.walk)
	if paths := s.paths[name]; paths != nil || name != "backoff" {
		return paths
	}
	return []string{runtimePath}
}

func (s *standard) walk() {
	s.paths = map[string][]string{}
	filepath.WalkDir(s.root, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // what cannot be read has no packages
		}
		switch name := d.Name(); {
		case name == "internal", name == "vendor", name == "testdata", name == "cmd", name[0] == '_', name[0] == '.':
			return fs.SkipDir
		}
		if rel, err := filepath.Rel(s.root, dir); err == nil && rel != "." && hasGoFiles(dir) {
			p := filepath.ToSlash(rel)
			name := stdName(p)
			s.paths[name] = append(s.paths[name], p)
		}
		return nil
	})
	for _, paths := range s.paths {
		slices.Sort(paths)
	}
}

// stdName returns the name of a standard package, which its path always ends in, a major version aside: math/rand/v2 is
// called rand.
func stdName(importPath string) string {
	dir, base := path.Split(importPath)
	if dir != "" && len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		return path.Base(dir)
	}
	return base
}

func hasGoFiles(dir string) bool {
	names, _ := filepath.Glob(filepath.Join(escapeGlob(dir), "*.go"))
	return slices.ContainsFunc(names, func(n string) bool { return !isTest(n) })
}

// escapeGlob keeps a folder's own name from being read as a pattern.
func escapeGlob(dir string) string {
	return strings.NewReplacer(`[`, `[[]`, `*`, `[*]`, `?`, `[?]`).Replace(dir)
}
