package load

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

// importPath returns the import path of a folder, which need not exist, and the go.mod file that determines it.
func (l *loader) importPath(dir string) (modFile, importPath string, err error) {
	modFile = findAbove(dir, "go.mod")
	if modFile == "" {
		return "", "", fmt.Errorf("%s is in no module", dir)
	}
	text, err := l.readMod(modFile)
	if err != nil {
		return "", "", err
	}
	name := modfile.ModulePath(text)
	rel, err := filepath.Rel(filepath.Dir(modFile), dir)
	if name == "" || err != nil {
		return "", "", fmt.Errorf("%s has no module line", modFile)
	}
	return modFile, path.Join(name, filepath.ToSlash(rel)), nil
}

// nameOf returns the package name that a path suggests, as stdlib.NameOf does, without the characters that no
// identifier may have.
func nameOf(importPath string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0x80 {
			return r
		}
		return -1
	}, stdlib.NameOf(importPath))
}
