package generator

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// The origin of a generated file is how it names its source: by its relative path, or by its import path where that is in
// another module.

// isThere reports whether a file that was generated into dir names a source that is there and annotated.
func isThere(dir, origin string) bool {
	return origin != "" && !isImportPath(origin) && !isGone(dir, origin)
}

// isGone reports whether a file that was generated into dir names a source that is not there any more, or has no
// annotation. Of sources in other modules nothing is known, and what is outside of the module is not looked at: a file says
// what it likes.
func isGone(dir, origin string) bool {
	if origin == "" || isImportPath(origin) {
		return false
	}
	source := filepath.Join(dir, filepath.FromSlash(origin))
	if !strings.HasSuffix(source, ".go") || !output.IsWithin(dir, source) {
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
