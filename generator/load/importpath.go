package load

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/backoffgen/backoffgen/generator/stdlib"
)

var moduleLine = regexp.MustCompile(`(?m)^module[ \t]+("[^"\n]*"|[^\s/]+(?:/[^\s/]+)*)`)

// importPath returns the import path of a folder, which need not exist, and the go.mod file that it follows from.
func importPath(dir string) (modFile, importPath string, err error) {
	for root := dir; ; root = filepath.Dir(root) {
		modFile = filepath.Join(root, "go.mod")
		if text, err := os.ReadFile(modFile); err == nil {
			module := moduleLine.FindSubmatch(text)
			rel, relErr := filepath.Rel(root, dir)
			if module == nil || relErr != nil {
				return "", "", fmt.Errorf("%s has no module line", modFile)
			}
			name := string(module[1])
			if unquoted, err := strconv.Unquote(name); err == nil {
				name = unquoted
			}
			return modFile, path.Join(name, filepath.ToSlash(rel)), nil
		}
		if root == filepath.Dir(root) {
			return "", "", fmt.Errorf("%s is in no module", dir)
		}
	}
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
