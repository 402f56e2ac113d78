package load

import (
	"path/filepath"
	"strings"
)

// manyFolders is the largest number of folders that a pattern is replaced by: the length of a command line is limited.
const manyFolders = 500

// narrow replaces patterns such as ./... by those of their folders that have an annotation or a generated file. To read
// a folder's sources takes a fraction of the time that the go command takes to list it. A pattern is kept if its
// folders are not certain, and if it matches no Go file at all, so that the go command reports it. The result is empty
// if there is nothing to do.
func (l *loader) narrow(patterns []string) []string {
	var narrowed []string
	for _, p := range patterns {
		root, ok := strings.CutSuffix(p, "/...")
		if !ok {
			l.scanOne(p)
		}
		if !ok || !strings.HasPrefix(p, ".") || strings.Contains(root, "...") || !l.inModule(l.abs(root)) {
			narrowed = append(narrowed, p)
			continue
		}
		hits, seen := l.walk(l.abs(root))
		if seen == 0 || len(hits) > manyFolders {
			narrowed = append(narrowed, p)
			continue
		}
		l.Logf("%d of %d folders in %s have annotations or generated files", len(hits), seen, p)
		narrowed = append(narrowed, hits...)
	}
	return narrowed
}

// scanOne scans the folder that a pattern names, if it names one.
func (l *loader) scanOne(pattern string) {
	if !strings.HasPrefix(pattern, ".") && !filepath.IsAbs(pattern) {
		return
	}
	dir := l.abs(pattern)
	s := scanFolder(dir)
	l.irregular = append(l.irregular, s.irregular...)
	if s.isHit() {
		l.scanned[dir] = s
	}
}

// walk scans the folders in root that ./... matches there, level by level. It returns those with an annotation or a
// generated file, and how many have Go files.
func (l *loader) walk(root string) (hits []string, seen int) {
	for level := []string{root}; len(level) > 0; {
		scans := make([]*folderScan, len(level))
		parallel(len(level), func(i int) { scans[i] = scanFolder(level[i]) })
		level = nil
		for _, s := range scans {
			if s.hasMod && s.folder.Dir != root {
				continue // another module begins here
			}
			level = append(level, s.subfolders...)
			if !s.hasGo {
				continue
			}
			seen++
			if s.isHit() {
				hits = append(hits, s.folder.Dir)
				l.irregular = append(l.irregular, s.irregular...)
				l.scanned[s.folder.Dir] = s
			}
		}
	}
	return hits, seen
}
