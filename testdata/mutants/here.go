package main

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/packages"
)

// here is a package that the copy has in addition: which mutant is there, and a note for each that was come by, in a file that outlives
// a test which is killed. A process that stays is told by its input which mutant is next and what to run, and answers in a file of its own.
const here = `// Package mutantshere says which mutant is there.
package mutantshere

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

var number, notes = func() (int, []byte) {
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

func On(n int) bool {
	if notes != nil {
		notes[n] = 1
	}
	return n == number
}

func Pick[T any](on bool, mutated, original T) T {
	if on {
		return mutated
	}
	return original
}

func Main(m *testing.M) {
	if os.Getenv("MUTANT_STAYS") == "" {
		os.Exit(m.Run())
	}
	in, out := bufio.NewScanner(os.Stdin), os.NewFile(3, "answers")
	for in.Scan() {
		n, pattern, _ := strings.Cut(in.Text(), " ")
		number, _ = strconv.Atoi(n)
		flag.Parse()
		if err := flag.Set("test.run", pattern); err != nil {
			panic(err)
		}
		code := m.Run()
		number = 0
		fmt.Fprintln(out, code)
	}
}
`

// inPackage makes the short names of a mutated package's conditions.
const inPackage = `package %s

import "%s/mutantshere"

func mutantOn(n int) bool { return mutantshere.On(n) }

func mutantPick[T any](on bool, mutated, original T) T { return mutantshere.Pick(on, mutated, original) }
`

// testMain lets the tests of a package stay.
const testMain = `package %s

import (
	"testing"

	"%s/mutantshere"
)

func TestMain(m *testing.M) { mutantshere.Main(m) }
`

// writeHere writes what mutated packages and the tests of a target need.
func writeHere(root string, of target, mutated []*packages.Package) error {
	module := mutated[0].Module.Path
	files := map[string]string{"mutantshere/here.go": here}
	for _, pkg := range mutated {
		folder, err := filepath.Rel(root, pkg.Dir)
		if err != nil {
			return err
		}
		files[filepath.Join(folder, "mutants_here.go")] = fmt.Sprintf(inPackage, pkg.Name, module)
	}
	for _, s := range of.tests {
		if s.stays {
			files[filepath.Join(s.pkg, "mutants_main_test.go")] = fmt.Sprintf(testMain, filepath.Base(s.pkg), module)
		}
	}
	for name, text := range files {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
