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

// helper is what mutated packages have in addition: whether a mutant is there, and a note for each that was come by, in a file that
// outlives a test which is killed.
const helper = `package %s

import (
	"os"
	"strconv"
	"syscall"
)

var mutantNumber, mutantNotes = func() (int, []byte) {
	n, _ := strconv.Atoi(os.Getenv("MUTANT"))
	name := os.Getenv("MUTANT_NOTES")
	if name == "" {
		return n, nil
	}
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		panic(err)
	}
	notes, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
	if err != nil {
		panic(err)
	}
	return n, notes
}()

func mutantOn(n int) bool {
	if mutantNotes != nil {
		mutantNotes[n] = 1
	}
	return n == mutantNumber
}

func mutantPick[T any](on bool, mutated, original T) T {
	if on {
		return mutated
	}
	return original
}
`

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
	loaded, err := packages.Load(&packages.Config{Context: ctx, Dir: root, Env: append(os.Environ(), "GOWORK=off"), Mode: packages.LoadSyntax}, patterns...)
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
		if err := os.WriteFile(filepath.Join(pkg.Dir, "mutants_here.go"), fmt.Appendf(nil, helper, pkg.Name), 0o644); err != nil {
			return nil, err
		}
	}
	return mutants, nil
}
