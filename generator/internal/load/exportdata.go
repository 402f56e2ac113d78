package load

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// An exportFile is what the go command says about the export data of one package.
type exportFile struct {
	ImportPath string
	Dir        string
	Export     string // empty when it does not compile
	Error      *struct{ Err string }
	Module     *struct {
		Path, Version string
		Replace       *struct{ Version string }
	}
}

// loadExportData asks the go command for the export data of the packages of these paths, and reads it. Package
// go/packages would take a third longer: it also asks for all their imports, which export data names itself, and asks
// two more questions whose answers are known here.
func (l *loader) loadExportData(ctx context.Context, paths []string) (*typeSet, error) {
	if l.hasDriver() {
		return l.loadByDriver(ctx, paths)
	}
	out, err := l.goList(ctx, []string{"-export", "-json=ImportPath,Dir,Export,Error,Module"}, paths)
	var failed *exec.ExitError
	if err != nil && !(errors.As(err, &failed) && len(out) > 0) { // it also fails when a package does not compile
		return nil, withStderr(err)
	}
	e := newTypeSet()
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var f exportFile
		if err := decoder.Decode(&f); err == io.EOF {
			return e, ctx.Err()
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if m := f.Module; m != nil {
			e.versions[m.Path] = m.Version
			if m.Replace != nil {
				e.versions[m.Path] = cmp.Or(m.Replace.Version, m.Version) // a folder has no version of its own
			}
		}
		switch {
		case f.Error != nil:
			e.missing[f.ImportPath] = errors.New(oneLine(goWords(f.Error.Err)))
		case f.Export != "":
			if err := l.readExportData(f, e.known); err != nil {
				return nil, err
			}
			e.packages[f.ImportPath] = e.known[f.ImportPath]
			l.deprecations.knowDir(f.ImportPath, f.Dir)
		}
	}
}

// readExportData reads a file of export data into all, which has the packages that were read and those that they
// mention.
func (l *loader) readExportData(f exportFile, all map[string]*types.Package) error {
	file, err := os.Open(f.Export)
	if err != nil {
		return err
	}
	defer file.Close()
	//lint:ignore SA1019 The go command of Go 1.26 names archives; go/packages itself reads them so.
	data, err := gcexportdata.NewReader(file)
	if err == nil {
		_, err = gcexportdata.Read(data, l.fset, all, f.ImportPath)
	}
	if err != nil {
		return fmt.Errorf("the export data of %s: %w", f.ImportPath, err)
	}
	return nil
}

// hasDriver reports whether a program other than the go command knows about packages, by the rules of go/packages.
func (l *loader) hasDriver() bool {
	driver := lookupVariable(l.Env, "GOPACKAGESDRIVER")
	if driver == "" {
		_, err := exec.LookPath("gopackagesdriver")
		return err == nil
	}
	return driver != "off"
}

func (l *loader) loadByDriver(ctx context.Context, paths []string) (*typeSet, error) {
	pkgs, err := l.packages(ctx, packages.NeedName|packages.NeedTypes|packages.NeedImports, false, nil, paths...)
	if err != nil {
		return nil, err
	}
	e := newTypeSet()
	for _, p := range pkgs {
		switch {
		case len(p.Errors) > 0:
			e.missing[p.PkgPath] = errors.New(oneLine(message(p.Errors[0])))
		case p.Types != nil && p.Types.Complete():
			e.packages[p.PkgPath] = p.Types
		}
	}
	return e, nil
}

// goList runs go list on paths, with more variables in its environment, and returns its output, also with an error.
func (l *loader) goList(ctx context.Context, flags, paths []string, variables ...string) ([]byte, error) {
	args := slices.Concat([]string{"list", "-e", "-buildvcs=false", "-pgo=off"}, flags)
	if l.Tags != "" {
		args = append(args, "-tags="+l.Tags)
	}
	env := append(slices.Clip(l.Env), variables...)
	if l.Dir != "" { // Dir may contain links, and the build cache depends on it
		env = append(slices.Clip(env), "PWD="+l.Dir)
	}
	return Go(ctx, l.Dir, env, slices.Concat(args, []string{"--"}, paths)...)
}
