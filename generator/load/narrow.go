package load

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// manyFolders is how many folders a pattern is narrowed to at most: there is a limit to how long a command line may be.
const manyFolders = 500

// narrow replaces patterns such as ./... by those of their folders that hold an annotation or a generated file. Reading a
// folder's sources takes a small part of the time that the go command takes to list it. A pattern that it cannot
// be sure about stays as it is, and so does one that matches no Go file at all, for the go command to complain of.
// It returns none when there is nothing to be done.
func (l *loader) narrow(patterns []string) []string {
	var narrowed []string
	for _, p := range patterns {
		root, ok := strings.CutSuffix(p, "/...")
		if !ok || !strings.HasPrefix(p, ".") || strings.Contains(root, "...") || !l.inModule(filepath.Join(l.Dir, root)) {
			narrowed = append(narrowed, p)
			continue
		}
		hits, seen := l.walk(filepath.Join(l.Dir, root))
		if seen == 0 || len(hits) > manyFolders {
			narrowed = append(narrowed, p)
			continue
		}
		l.Logf("%d of %d folders in %s have annotations or generated files", len(hits), seen, p)
		narrowed = append(narrowed, hits...)
	}
	return narrowed
}

// inModule reports whether dir is part of the one main module that there is, and whether that contains all folders
// below its own, nested modules aside.
func (l *loader) inModule(dir string) bool {
	if l.workspace || l.modFile == "" {
		return false
	}
	root := filepath.Dir(l.modFile)
	for d := dir; d != root; d = filepath.Dir(d) {
		if d == filepath.Dir(d) || isFile(filepath.Join(d, "go.mod")) {
			return false
		}
	}
	mod, err := os.ReadFile(l.modFile)
	return err == nil && !bytes.Contains(mod, []byte("\nignore"))
}

// walk scans the folders in root that ./... matches there, one level after the other. It returns those with a hit, and how
// many have Go files.
func (l *loader) walk(root string) (hits []string, seen int) {
	for level := []string{root}; len(level) > 0; {
		sites := make([]*site, len(level))
		parallel(len(level), func(i int) { sites[i] = scanFolder(level[i]) })
		level = nil
		for _, s := range sites {
			if s.hasMod && s.folder.Dir != root {
				continue // another module begins here
			}
			level = append(level, s.below...)
			if !s.hasGo {
				continue
			}
			seen++
			if s.isHit() {
				hits = append(hits, s.folder.Dir)
				l.scanned[s.folder.Dir] = s
			}
		}
	}
	return hits, seen
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
