package load

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/stdlib"
)

var moduleLine = regexp.MustCompile(`(?m)^module[ \t]+("[^"\n]*"|[^\s/]+(?:/[^\s/]+)*)`)

// importPath returns the import path of a folder, which need not exist, and the go.mod file that it follows from.
func importPath(dir string) (modFile, importPath string, err error) {
	modFile = above(dir, "go.mod")
	if modFile == "" {
		return "", "", fmt.Errorf("%s is in no module", dir)
	}
	text, err := os.ReadFile(modFile)
	if err != nil {
		return "", "", err
	}
	module := moduleLine.FindSubmatch(text)
	rel, err := filepath.Rel(filepath.Dir(modFile), dir)
	if module == nil || err != nil {
		return "", "", fmt.Errorf("%s has no module line", modFile)
	}
	name := string(module[1])
	if unquoted, err := strconv.Unquote(name); err == nil {
		name = unquoted
	}
	return modFile, path.Join(name, filepath.ToSlash(rel)), nil
}

// nameOf makes a package's name of its path, as stdlib.NameOf does, and of what is left of it in an identifier.
func nameOf(importPath string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0x80 {
			return r
		}
		return -1
	}, stdlib.NameOf(importPath))
}
