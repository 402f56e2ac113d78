package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Apply carries out one change. A file is replaced as a whole: other processes see the old or the new content, and when
// writing fails the old file is still there and nothing else is left. Several processes may do so at the same time. A
// file that exists keeps its permissions; a directory that does not exist is created.
func (c Change) Apply() error {
	switch c.Kind {
	case Create, Update:
		if err := os.MkdirAll(filepath.Dir(c.Path), 0o777); err != nil {
			return err
		}
		return write(c.Path, c.New)
	case Remove:
		if err := os.Remove(c.Path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// attempts is how often a file is written again when another run has removed its temporary file, taking it for one that
// a killed run has left.
const attempts = 5

func write(path string, content []byte) (err error) {
	if LeavesModule(path) {
		return &ForeignError{Path: path, Outside: true}
	}
	// A symbolic link stays a link: the file that it leads to is replaced.
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	for range attempts {
		if err = replace(path, content); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

func replace(path string, content []byte) (err error) {
	temp, err := createTemp(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	_, err = temp.Write(content)
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	if info, statErr := os.Stat(path); statErr == nil {
		if err = os.Chmod(temp.Name(), info.Mode().Perm()); err != nil {
			return err
		}
	}
	return os.Rename(temp.Name(), path)
}
