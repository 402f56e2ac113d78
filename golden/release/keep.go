package release

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Kept is the folder that has, of each release, packages with what it generated. They compile for ever, since code that a release
// has generated is not to break by a newer runtime of the same major version.
const Kept = "testdata/kept"

// Keep puts golden's packages into the folder of a version, as they are now and without tests. It replaces what is there.
func Keep(root, version string) error {
	files, err := toKeep(root)
	if err != nil {
		return err
	}
	folder := filepath.Join(root, filepath.FromSlash(Kept), version)
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// isKept reports what is missing of a version, or is not as Keep would have it.
func isKept(root, version string) error {
	files, err := toKeep(root)
	if err != nil {
		return err
	}
	for name, content := range files {
		kept, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(Kept), version, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) || err == nil && !bytes.Equal(kept, content) {
			return fmt.Errorf("%s/%s is not what is generated now: run go run ./golden/dev keep, and commit", Kept, version)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// toKeep returns the files of golden's packages that have generated code and stand alone, by their names below golden.
func toKeep(root string) (map[string][]byte, error) {
	golden := filepath.Join(root, "golden")
	folders, err := os.ReadDir(golden)
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		files, err := sources(filepath.Join(golden, folder.Name()))
		if err != nil {
			return nil, err
		}
		generated, alone := false, true
		for name, content := range files {
			generated = generated || strings.HasSuffix(name, "_backoff.go")
			alone = alone && !bytes.Contains(content, []byte(`"`+Path+`/golden/`))
		}
		for name, content := range files {
			if generated && alone {
				all[folder.Name()+"/"+name] = content
			}
		}
	}
	return all, nil
}

// sources returns the Go files of a folder without its tests.
func sources(folder string) (map[string][]byte, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".go" || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(folder, e.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
}
