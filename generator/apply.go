package generator

import (
	"errors"

	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// apply carries out the changes. One that fails does not keep the others from happening.
func apply(changes []output.Change, logf func(string, ...any)) error {
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
