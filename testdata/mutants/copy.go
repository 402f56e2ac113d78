package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// copyTree copies what git knows of the repository at root into a new folder.
func copyTree(ctx context.Context, root, to string) error {
	script := `git -C "$1" ls-files -z | tar -C "$1" --null -T - -cf - | tar -C "$2" -xf -`
	out, err := exec.CommandContext(ctx, "sh", "-c", script, "sh", root, to).CombinedOutput()
	if err != nil {
		return fmt.Errorf("copying %s: %w\n%s", root, err, out)
	}
	return nil
}

// mutate rewrites the packages of a target below root, and returns the mutants.
func mutate(ctx context.Context, root string, of target) ([]mutant, error) {
	var patterns []string
	for _, p := range of.packages {
		patterns = append(patterns, "./"+p)
	}
	loaded, err := packages.Load(&packages.Config{Context: ctx, Dir: root, Env: append(os.Environ(), "GOWORK=off"), Mode: packages.LoadSyntax | packages.NeedModule}, patterns...)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(loaded, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	var mutants []mutant
	for _, pkg := range loaded {
		if len(pkg.Errors) > 0 {
			return nil, pkg.Errors[0]
		}
		for i, file := range pkg.Syntax {
			path := pkg.CompiledGoFiles[i]
			source, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			name, err := filepath.Rel(root, path)
			if err != nil {
				return nil, err
			}
			m := mutator{pkg: pkg, source: source, name: filepath.ToSlash(name), mutants: &mutants}
			if err := os.WriteFile(path, []byte(m.file(file)), 0o644); err != nil {
				return nil, err
			}
		}
	}
	return mutants, writeHere(root, of, loaded)
}
