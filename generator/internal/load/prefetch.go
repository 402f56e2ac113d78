package load

import (
	"bytes"
	"go/ast"
	"io"
	"maps"
	"slices"
	"sync"
)

// The go command takes most of the time, and says little that cannot be foreseen: which files a package has, and what it
// imports. So files are parsed while it lists them, and types are asked for that they will need. What was foreseen
// wrongly is of no use, and does no harm.

// prefetched is what was done ahead of the list. It is safe for concurrent use.
type prefetched struct {
	files     sync.Map           // by name, parsed files that nobody has taken yet
	needs     sync.Map           // by file, what importsNeeded found
	types     *pending[*typeSet] // nil when none were asked for
	typePaths map[string]bool    // the paths of those
}

type parsedFile struct {
	*ast.File
	err error
}

// prefetch works for the folders that have annotations, until all is done or the list has come, which listed reports.
func (l *loader) prefetch(listed func() bool) {
	needs := map[string]bool{}
	for _, dir := range slices.Sorted(maps.Keys(l.scanned)) {
		s := l.scanned[dir]
		for _, name := range slices.Sorted(maps.Keys(s.text)) {
			if listed() {
				return
			}
			f, err := parseFile(l.fset, name, s.text[name])
			l.prefetched.files.Store(name, parsedFile{f, err})
			if f != nil && l.isLikely(name, s.text[name]) {
				maps.Copy(needs, l.importsNeeded(f, s))
			}
		}
	}
	if len(needs) > 0 {
		l.prefetched.typePaths = needs
		l.prefetched.types = start(func() (*typeSet, error) { return l.loadTypes(slices.Sorted(maps.Keys(needs))), nil })
	}
}

// isLikely reports whether a file is part of a package that is not a test.
func (l *loader) isLikely(name string, text []byte) bool {
	if isTest(name) {
		return false
	}
	c := l.build
	c.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
	ok, err := c.MatchFile("", name)
	return ok && err == nil
}

// takeFile returns a file that was parsed ahead, once: who uses it may change it.
func (f *prefetched) takeFile(name string) (parsedFile, bool) {
	file, ok := f.files.LoadAndDelete(name)
	if !ok {
		return parsedFile{}, false
	}
	return file.(parsedFile), true
}

// typesOf returns the types that were asked for, when they are all that is needed.
func (f *prefetched) typesOf(needs map[string]bool) *typeSet {
	if f.types == nil {
		return nil
	}
	for path := range needs {
		if !f.typePaths[path] {
			return nil
		}
	}
	types, _ := f.types.wait() // what could not be loaded is among them
	return types
}
