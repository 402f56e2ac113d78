package tree

import (
	"os"
	"path/filepath"
)

// Client is the import path of the package that WriteClient writes, and ClientInterface is what its interface is called.
const (
	Client          = Path + "/client"
	ClientInterface = "Client"
)

// WriteClient writes a module into dir that has one package of the given text, which imports what it requires:
// modules with their versions, whose checksums are in sums.
func WriteClient(dir, root, text, sums string, require []string) error {
	if err := write(dir, "go.mod", goMod(root, require...)); err != nil {
		return err
	}
	if err := write(dir, "go.sum", sums); err != nil {
		return err
	}
	return write(filepath.Join(dir, "client"), "client.go", text)
}

// Clean removes everything in a module that is neither source nor go.mod and go.sum.
func Clean(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		switch entry.Name() {
		case "go.mod", "go.sum", "store.go", "edition.go", "client.go", Config:
			return nil
		}
		return os.Remove(path)
	})
}
