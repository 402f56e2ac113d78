package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxFileSize is the size of the largest file that is read. Go sources are never nearly so large.
const maxFileSize = 64 << 20

// Read reads a file as os.ReadFile does, if it is a regular file of at most maxFileSize bytes. Others, such as a device
// or a pipe that a link leads to, may have no end, or never return anything.
func Read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := readable(path, info); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil { // another file may have this name by now
		return nil, err
	}
	if err := readable(path, info); err != nil {
		return nil, err
	}
	var data bytes.Buffer
	data.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := data.ReadFrom(io.LimitReader(f, maxFileSize+1)); err != nil {
		return nil, err
	}
	if data.Len() > maxFileSize {
		return nil, tooLarge(path)
	}
	return data.Bytes(), nil
}

func readable(path string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return &fs.PathError{Op: "read", Path: path, Err: errors.New("not a regular file")}
	}
	if info.Size() > maxFileSize {
		return tooLarge(path)
	}
	return nil
}

func tooLarge(path string) error {
	return &fs.PathError{Op: "read", Path: path, Err: fmt.Errorf("larger than %d MiB", maxFileSize>>20)}
}

// IsWithin reports whether path, with its links followed, is in the module that dir is part of, or in dir if that is
// not in a module. The file itself need not exist.
func IsWithin(dir, path string) bool {
	root, err := filepath.EvalSymlinks(moduleOf(dir))
	if err != nil {
		return false
	}
	// The file may not exist, but its folders may, and they may be links.
	there, rest := filepath.Clean(path), ""
	for {
		resolved, err := filepath.EvalSymlinks(there)
		if err == nil {
			rel, err := filepath.Rel(root, filepath.Join(resolved, rest))
			return err == nil && filepath.IsLocal(rel)
		}
		if up := filepath.Dir(there); !errors.Is(err, fs.ErrNotExist) || up == there {
			return false
		}
		there, rest = filepath.Dir(there), filepath.Join(filepath.Base(there), rest)
	}
}

// moduleOf returns the folder of the module that dir is in, or dir if it is in none.
func moduleOf(dir string) string {
	for up := dir; ; {
		if info, err := os.Stat(filepath.Join(up, "go.mod")); err == nil && !info.IsDir() {
			return up
		}
		next := filepath.Dir(up)
		if next == up {
			return dir
		}
		up = next
	}
}

// LeavesModule reports whether path is a symbolic link that leads out of the module that it is in. A link to a file
// that does not exist does not count.
func LeavesModule(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return false
	}
	return !IsWithin(filepath.Dir(path), path)
}
