package output

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Apply carries out one change. A file is replaced as a whole: who reads it meanwhile sees the old or the new content,
// and when writing fails the old file is still there and nothing else is left behind. Several processes may do so at
// once. A file that exists keeps its permissions; a directory that does not is made.
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

func write(path string, content []byte) (err error) {
	// A symbolic link stays one: what it points at is replaced.
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
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

// createTemp creates a file beside path, under a name that the go command ignores. Unlike os.CreateTemp it leaves the
// permissions to the user's umask, as for any other new source file.
func createTemp(path string) (*os.File, error) {
	dir, base := filepath.Split(path)
	for range 100 {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%d.tmp", base, rand.Uint64()))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
}
