package output

import (
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns the change as a unified diff that patch -p0 applies in dir; it is empty for an unchanged file. A file
// that does not exist before or after the change is /dev/null there.
func (c Change) Diff(dir string) []byte {
	if c.Kind == Unchanged {
		return nil
	}
	name := c.Path
	if rel, err := filepath.Rel(dir, c.Path); err == nil && filepath.IsLocal(rel) {
		name = filepath.ToSlash(rel)
	}
	before, after := name+".orig", name
	if c.Kind == Create {
		before = "/dev/null"
	}
	if c.Kind == Remove {
		before, after = name, "/dev/null"
	}
	return diff.Diff(before, c.Old, after, c.New)
}
