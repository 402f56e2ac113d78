package generator

import (
	"io/fs"

	"github.com/backoffgen/backoffgen/generator/internal/output"
)

// ReadSource returns a function that reads the sources of the module which dir is in, and refuses all else: another file, a device,
// and what is larger than any source. It is for [diag.SARIFLog], since a //line comment can name whatever it likes.
func ReadSource(dir string) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if !output.IsWithin(dir, name) {
			return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrPermission}
		}
		return output.Read(name)
	}
}
