package golden_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
)

// run generates for the golden packages of the given cases as the command would, without writing, and returns the
// files of each case by name. A warning is logged, an error fails the test.
func run(t *testing.T, cases ...string) map[string]map[string]string {
	t.Helper()
	var patterns []string
	for _, name := range cases {
		patterns = append(patterns, "./"+name)
	}
	result, err := generator.Run(t.Context(), generator.Config{Patterns: patterns, DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Diagnostics {
		if d.Severity == diag.Error {
			t.Errorf("%s: %s", d.Pos, d.Message)
		} else {
			t.Logf("%s: %s", d.Pos, d.Message)
		}
	}
	generated := map[string]map[string]string{}
	for _, change := range result.Changes {
		name := filepath.Base(filepath.Dir(change.Path))
		if generated[name] == nil {
			generated[name] = map[string]string{}
		}
		if change.New != nil {
			generated[name][filepath.Base(change.Path)] = string(change.New)
		}
	}
	return generated
}

// replace makes the files of a folder that old says yes to those given.
func replace(t *testing.T, dir string, files map[string]string, old func(string) bool) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name := range sources(t, dir, old) {
		if _, ok := files[name]; ok {
			continue
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
