package load

import (
	"bytes"
	"go/ast"
	"io"
	"maps"
	"slices"
	"sync"
)

// While the go command lists the packages, which takes most of the time, the loader does what most probably has to be
// done next: it parses the files, and loads the types that they need. If the guess was wrong, the result is not used.

// prefetched holds what was done before the list was complete. It is safe for concurrent use.
type prefetched struct {
	files     sync.Map           // by name: parsed files that nobody has taken yet
	needs     sync.Map           // by file, what importsNeeded found
	types     *pending[*typeSet] // nil when none were asked for
	typePaths map[string]bool    // the paths of those
}

type parsedFile struct {
	*ast.File
	err error
}

// prefetch parses the files of the folders that have annotations, and starts to load the types that they need. It stops
// when listed reports that the list is complete.
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
				maps.Copy(needs, l.clientPackages(f, s))
			}
		}
	}
	if len(needs) > 0 {
		l.prefetched.typePaths = needs
		l.prefetched.types = start(func() (*typeSet, error) { return l.loadTypes(slices.Sorted(maps.Keys(needs))), nil })
	}
}

// isLikely reports whether a file is most probably part of the package, and not of its tests or excluded.
func (l *loader) isLikely(name string, text []byte) bool {
	if isTest(name) {
		return false
	}
	c := l.build
	c.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
	ok, err := c.MatchFile("", name)
	return ok && err == nil
}

// takeFile returns a file that was parsed ahead, and only once, since the caller may change it.
func (f *prefetched) takeFile(name string) (parsedFile, bool) {
	file, ok := f.files.LoadAndDelete(name)
	if !ok {
		return parsedFile{}, false
	}
	return file.(parsedFile), true
}

// typesOf returns the types that were loaded ahead if they include all that is needed, and otherwise nil.
func (f *prefetched) typesOf(needs map[string]bool) *typeSet {
	if f.types == nil {
		return nil
	}
	for path := range needs {
		if !f.typePaths[path] {
			return nil
		}
	}
	types, _ := f.types.wait() // it has no error: packages that could not be loaded are listed in the set
	return types
}
