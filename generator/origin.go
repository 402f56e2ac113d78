package generator

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// The origin of a generated file is how it names its source: by its relative path, or by its import path if the source
// is in another module.

// isThere reports whether the origin of a file that was generated into dir exists and is annotated.
func isThere(dir, origin string) bool { return sourceOf(dir, origin) != "" && !isGone(dir, origin) }

// sourceOf returns the path of the origin of a file that was generated into dir, or "" if it is in another module, about which
// nothing is known, or outside of this one: a generated file may name any path.
func sourceOf(dir, origin string) string {
	if origin == "" || isImportPath(origin) {
		return ""
	}
	source := filepath.Join(dir, filepath.FromSlash(origin))
	if !strings.HasSuffix(source, ".go") || !output.IsWithin(dir, source) {
		return ""
	}
	return source
}

// isGone reports whether the origin of a file that was generated into dir does not exist any more, or has no
// annotation. It is false for sources in other modules, and for all files outside of the module.
func isGone(dir, origin string) bool {
	source := sourceOf(dir, origin)
	if source == "" {
		return false
	}
	text, err := output.Read(source)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	return !directive.Contains(text)
}

func isImportPath(origin string) bool {
	return !strings.HasPrefix(origin, "./") && !strings.HasPrefix(origin, "../")
}
