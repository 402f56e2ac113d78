package load

import (
	"cmp"
	"errors"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

// maxStandardSource is how many bytes of the standard library are read at most: for more, asking the go command for
// export data is faster. Package os is above the limit because of package syscall; context, time, io, fmt, database/sql
// and log/slog are below.
const maxStandardSource = 1 << 20

var errTooMuchSource = errors.New("too much of the standard library would have to be read")

// loadStandard loads packages of the standard library from source. For the most common ones this takes a few
// milliseconds, a fraction of the time in which the go command finds their export data. It returns nil if one of the
// paths cannot be loaded this way.
func (l *loader) loadStandard(paths []string) *typeSet {
	if l.std.build == nil || slices.ContainsFunc(paths, func(p string) bool { return !l.std.Has(p) }) {
		return nil
	}
	return l.readStandard(paths, maxStandardSource)
}

func (l *loader) readStandard(paths []string, most int64) *typeSet {
	read, failed := int64(0), error(nil)
	s := l.newSourceTypes(nil, nil)
	s.find = func(path string) (*packages.Package, error) {
		p, size, err := l.std.find(path)
		if read += size; err == nil && read > most {
			err = errTooMuchSource
		}
		if err != nil {
			failed = err
		}
		return p, err
	}
	i := newTypeSet()
	for _, path := range paths {
		pkg, err := s.get(path)
		if err != nil || failed != nil {
			l.Logf("types from the standard library's source: %s", oneLine(cmp.Or(failed, err).Error())) // the first is often wrapped in the second
			return nil
		}
		i.packages[path] = pkg
	}
	return i
}

// A standard is the standard library together with the settings by which its files are chosen.
type standard struct {
	stdlib.Library
	build *build.Context // nil when it is not known
}

// find returns a package of the standard library with the files that are compiled, and their total size.
func (s *standard) find(importPath string) (p *packages.Package, size int64, err error) {
	if first, _, _ := strings.Cut(importPath, "/"); strings.Contains(first, ".") {
		importPath = "vendor/" + importPath // the standard library's copies of other modules
	}
	dir := filepath.Join(s.Root, filepath.FromSlash(importPath))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, 0, err
	}
	p = &packages.Package{PkgPath: importPath, Name: stdlib.NameOf(importPath)}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || filepath.Ext(name) != ".go" || isTest(name) {
			continue
		}
		if ok, err := s.build.MatchFile(dir, name); err != nil {
			return nil, 0, err
		} else if !ok {
			continue
		}
		info, err := entry.Info()
		if err != nil {
			return nil, 0, err
		}
		size += info.Size()
		p.GoFiles = append(p.GoFiles, filepath.Join(dir, name))
	}
	if len(p.GoFiles) == 0 {
		return nil, 0, &fs.PathError{Op: "find", Path: dir, Err: fs.ErrNotExist}
	}
	return p, size, nil
}
