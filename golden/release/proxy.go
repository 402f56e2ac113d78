package release

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// Proxy writes a tree of files into dir that the go command can use as a module proxy (GOPROXY=file://dir). It serves the
// released modules among those given at version, made of the working tree as a proxy would make them of the tags.
func Proxy(ctx context.Context, root string, modules []Module, version, dir string) error {
	files, err := Files(ctx, root)
	if err != nil {
		return err
	}
	for _, m := range modules {
		if !m.IsReleased() {
			continue
		}
		if err := serve(root, files, m, version, dir); err != nil {
			return err
		}
	}
	return nil
}

// serve adds one module to the tree.
func serve(root string, files []string, m Module, version, dir string) error {
	escaped, err := module.EscapePath(m.Path())
	if err != nil {
		return err
	}
	at := filepath.Join(dir, filepath.FromSlash(escaped), "@v")
	if err := os.MkdirAll(at, 0o755); err != nil {
		return err
	}
	info, err := json.Marshal(struct {
		Version string
		Time    time.Time
	}{version, time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.Dir), "go.mod"))
	if err != nil {
		return err
	}
	for name, text := range map[string][]byte{"list": []byte(version + "\n"), version + ".info": info, version + ".mod": mod} {
		if err := os.WriteFile(filepath.Join(at, name), text, 0o644); err != nil {
			return err
		}
	}
	out, err := os.Create(filepath.Join(at, version+".zip"))
	if err != nil {
		return err
	}
	defer out.Close()
	if err := zip.Create(out, module.Version{Path: m.Path(), Version: version}, content(root, files, m)); err != nil {
		return err
	}
	return out.Close()
}

// content returns the files below a module's folder. Those of modules further down are left out by package zip. A module
// without a license has that of the root, as the go command does it.
func content(root string, files []string, m Module) []zip.File {
	var found []zip.File
	licensed := false
	for _, name := range files {
		inside, below := strings.CutPrefix(name, m.Dir+"/")
		if m.Dir == "." {
			inside, below = name, true
		}
		if below {
			found = append(found, file{inside, filepath.Join(root, filepath.FromSlash(name))})
			licensed = licensed || inside == "LICENSE"
		}
	}
	if !licensed {
		found = append(found, file{"LICENSE", filepath.Join(root, "LICENSE")})
	}
	return found
}

// A file is one of a module, for package zip.
type file struct{ name, path string }

func (f file) Path() string                 { return path.Clean(f.name) }
func (f file) Lstat() (os.FileInfo, error)  { return os.Lstat(f.path) }
func (f file) Open() (io.ReadCloser, error) { return os.Open(f.path) }
