package plan

import (
	"go/types"
	"strings"
)

// MayImport reports whether a package may import another, by the go command's rule about internal packages. Those of
// the standard library are nobody's.
func MayImport(from, importPath string) bool {
	if from == importPath {
		return true
	}
	elements := strings.Split(importPath, "/")
	if elements[0] == "vendor" {
		return false
	}
	for i := len(elements) - 1; i >= 0; i-- {
		if elements[i] != "internal" {
			continue
		}
		parent := strings.Join(elements[:i], "/")
		from = strings.TrimSuffix(from, "_test")
		return parent != "" && (from == parent || strings.HasPrefix(from, parent+"/"))
	}
	return true
}

// IsC reports whether p stands for package C in the cgo files of the package at path.
func IsC(p *types.Package, path string) bool { return p.Path() == path+" C" }
