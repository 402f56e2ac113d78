// Package release makes releases of this repository: the root module and every module that users import are tagged together,
// with one version, which all go.mod files of the repository name.
package release

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// Path is the path of the root module.
const Path = "github.com/backoffgen/backoffgen"

// A Module is a module of the repository.
type Module struct {
	Dir string // relative to the repository's root, with slashes; "." is the root module
	mod *modfile.File
}

// Path returns the module's path.
func (m Module) Path() string { return path.Join(Path, m.Dir) }

// Tag returns the tag that makes version of this module known: the go command wants the folder before the version.
func (m Module) Tag(version string) string { return path.Join(m.Dir, version) }

// IsReleased reports whether the module gets a version. Those below testdata are for this repository's tests alone.
func (m Module) IsReleased() bool { return !strings.HasPrefix(m.Dir, "testdata/") }

// Modules reads the go.mod files of the repository whose root is given, sorted by folder.
func Modules(ctx context.Context, root string) ([]Module, error) {
	files, err := Files(ctx, root)
	if err != nil {
		return nil, err
	}
	var modules []Module
	for _, file := range files {
		if path.Base(file) != "go.mod" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
		if err != nil {
			return nil, err
		}
		mod, err := modfile.Parse(file, text, nil)
		if err != nil {
			return nil, err
		}
		modules = append(modules, Module{Dir: path.Dir(file), mod: mod})
	}
	slices.SortFunc(modules, func(a, b Module) int { return strings.Compare(a.Dir, b.Dir) })
	return modules, nil
}

// Files lists what a commit of the working tree would hold: all files that exist and that git does not ignore, relative to
// root and with slashes, sorted.
func Files(ctx context.Context, root string) ([]string, error) {
	out, err := Git(ctx, root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
	if err != nil {
		return nil, err
	}
	files := strings.FieldsFunc(out, func(r rune) bool { return r == 0 })
	files = slices.DeleteFunc(files, func(file string) bool {
		_, err := os.Lstat(filepath.Join(root, filepath.FromSlash(file)))
		return err != nil // deleted, and not committed yet
	})
	slices.Sort(files)
	return files, nil
}

// Version returns the version that the modules require each other at. It is an error when they do not agree, name none, or
// do not replace a module of this repository by its folder: go would look for it elsewhere.
func Version(modules []Module) (string, error) {
	var version, first string
	for _, m := range modules {
		replaced := map[string]string{}
		for _, r := range m.mod.Replace {
			replaced[r.Old.Path] = r.New.Path
		}
		for _, r := range m.mod.Require {
			if !isOwn(r.Mod.Path) {
				continue
			}
			switch {
			case version == "":
				version, first = r.Mod.Version, m.Dir
			case version != r.Mod.Version:
				return "", fmt.Errorf("%s/go.mod requires %s, and %s/go.mod %v", first, version, m.Dir, r.Mod)
			}
			if to := path.Join(m.Dir, replaced[r.Mod.Path]); path.Join(Path, to) != r.Mod.Path {
				return "", fmt.Errorf("%s/go.mod requires %s without replacing it by its folder", m.Dir, r.Mod.Path)
			}
		}
	}
	if err := Check(version); err != nil {
		return "", err
	}
	return version, nil
}

// Check reports what keeps a version from being that of a release.
func Check(version string) error {
	switch err := module.Check(Path, version); {
	case err != nil:
		return err
	case module.IsPseudoVersion(version) || version == "v0.0.0":
		return fmt.Errorf("%s is not the version of a release", version)
	}
	return nil
}

// SetVersion has all modules require each other at version.
func SetVersion(root string, modules []Module, version string) error {
	if err := Check(version); err != nil {
		return err
	}
	for _, m := range modules {
		for _, r := range m.mod.Require {
			if isOwn(r.Mod.Path) {
				if err := m.mod.AddRequire(r.Mod.Path, version); err != nil {
					return err
				}
			}
		}
		text, err := m.mod.Format()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(m.Dir), "go.mod"), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// isOwn reports whether a path is that of a module of this repository.
func isOwn(path string) bool { return path == Path || strings.HasPrefix(path, Path+"/") }

// Git runs git at the repository's root, and returns what it prints. The error has what git says.
func Git(ctx context.Context, root string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = root
	var failed strings.Builder
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(failed.String()))
	}
	return string(out), nil
}
