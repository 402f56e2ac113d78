// Package golden_test keeps the golden packages: each is a copy of its input in testdata, what is generated from it, and
// tests that run the decorators. To update copies the inputs again, and writes what is generated now.
package golden_test

import (
	"bytes"
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/update"
)

// inputs is the folder of the cases.
const inputs = "../testdata"

// The golden packages hold their input, and what is generated from it.
// Rule 2.4.
func TestGolden(t *testing.T) {
	names := cases(t)
	copies := map[string]func(string) bool{} // says which files of a case's golden package are copies
	for _, name := range names {
		input := sources(t, filepath.Join(inputs, name), isAny)
		copies[name] = func(file string) bool {
			_, ok := input[file]
			return ok || !isGenerated(file) && !strings.HasSuffix(file, "_test.go")
		}
		if update.Wanted() {
			replace(t, name, input, copies[name])
		}
	}
	together := run(t, names...)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			if update.Wanted() {
				replace(t, name, together[name], isGenerated)
			}
			compare(t, "the input in "+filepath.Join(inputs, name), sources(t, filepath.Join(inputs, name), isAny), sources(t, name, copies[name]))
			compare(t, "what is generated now", together[name], sources(t, name, isGenerated))
			for file, text := range together[name] {
				if formatted, err := format.Source([]byte(text)); err != nil || string(formatted) != text {
					t.Errorf("%s is not as gofmt leaves it (error: %v)", file, err)
				}
			}
		})
	}
}

// What is generated is the same a second time, and does not depend on what else is generated in the same run.
// Rule 2.4.
func TestGeneratedTwice(t *testing.T) {
	names := cases(t)
	together := run(t, names...)
	for i, name := range names {
		if testing.Short() && i%5 > 0 {
			continue // what one does, most do
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(together[name], run(t, name)[name]); diff != "" {
				t.Errorf("generated alone, the files are others (-together +alone):\n%s", diff)
			}
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

func isAny(string) bool { return true }

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

func compare(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the golden files differ from %s; when that is meant: %s (-want +golden)\n%s", what, update.Command, diff)
	}
}
