package generator

import (
	"errors"
	"os"

	"github.com/backoffgen/backoffgen/generator/internal/load"
	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// applyAll carries out the changes, all of them even if one fails.
func applyAll(changes []output.Change, logf func(string, ...any)) error {
	var errs []error
	for _, c := range changes {
		if c.Kind == output.Unchanged {
			logf("%s is up to date", c.Path)
			continue
		}
		if err := c.Apply(); err != nil {
			errs = append(errs, err)
			continue
		}
		if c.Kind == output.Remove {
			logf("removed %s", c.Path)
		} else {
			logf("wrote %s", c.Path)
		}
	}
	return errors.Join(errs...)
}

// removeTemporary removes the temporary files of runs that were killed. A run that still works writes its files again.
func removeTemporary(folders []*load.Folder, logf func(string, ...any)) {
	for _, f := range folders {
		for _, path := range f.Temporary {
			if os.Remove(path) == nil {
				logf("removed %s, left by a run that was killed", path)
			}
		}
	}
}
