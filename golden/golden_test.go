// Package golden_test keeps the golden packages: each is a copy of its input in testdata, what is generated from it, and
// tests that run the decorators.
//
//	go test ./golden -update    # copies the inputs again, and writes what is generated now
package golden_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing them")

// inputs is the folder of the cases.
const inputs = "../testdata"

func TestGolden(t *testing.T) {
	for _, name := range cases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			input := sources(t, filepath.Join(inputs, name), func(string) bool { return true })
			if *update {
				write(t, name, input)
			}
			copied := sources(t, name, func(file string) bool { return !isGenerated(file) && !isExtra(input, file) })
			compare(t, "the input in "+filepath.Join(inputs, name), input, copied)

			generated := generate(t, name)
			if again := generate(t, name); !cmp.Equal(generated, again) {
				t.Errorf("generated a second time, the files are others (-first +second):\n%s", cmp.Diff(generated, again))
			}
			if *update {
				for file := range sources(t, name, isGenerated) {
					if err := os.Remove(filepath.Join(name, file)); err != nil {
						t.Fatal(err)
					}
				}
				write(t, name, generated)
			}
			compare(t, "what is generated from it", generated, sources(t, name, isGenerated))
		})
	}
}

// cases are the folders of inputs that are packages of this module.
func cases(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(inputs, "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range found {
		dir := filepath.Dir(file)
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			continue // a module of its own
		}
		if name := filepath.Base(dir); len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		t.Fatalf("no case in %s", inputs)
	}
	return names
}

// isGenerated reports whether a file is one that backoffgen writes.
func isGenerated(file string) bool {
	return strings.HasSuffix(file, "_backoff.go") || strings.HasSuffix(file, "_backoff_test.go")
}

// isExtra reports whether a file is a test that only the golden package has, since it needs what is generated.
func isExtra(input map[string]string, file string) bool {
	_, ok := input[file]
	return !ok && strings.HasSuffix(file, "_test.go")
}

// sources reads the Go files of a folder that keep says yes to, by name.
func sources(t *testing.T, dir string, keep func(string) bool) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !(os.IsNotExist(err) && !strings.HasPrefix(dir, inputs)) {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		if entry.IsDir() || filepath.Ext(entry.Name()) != ".go" || !keep(entry.Name()) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
	}
	return files
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), fs.FileMode(0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

func compare(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the golden files differ from %s; run go test ./golden -update when that is meant (-want +golden):\n%s", what, diff)
	}
}
