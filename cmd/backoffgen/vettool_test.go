package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/unitchecker"
)

// TestNewerGo: under a go command that is newer than the one which built the program, the packages with annotations are told
// so once each, and the hundreds of others nothing.
func TestNewerGo(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	annotated := write("a.go", "package a\n\ntype A interface {\n\t//backoff:retry 2\n\tDo() error\n}\n")
	plain := write("p.go", "package p\n")
	const said = "backoffgen: example.com/a: this program was built with go1.26.8, but the go command here is newer: " +
		"rebuild it with that one (go install, or go tool)\n"
	for name, test := range map[string]struct {
		cfg      unitchecker.Config
		code     int
		done     bool
		wantSaid string
	}{
		"same release":     {unitchecker.Config{GoVersion: "go1.26.9", GoFiles: []string{annotated}}, 0, false, ""},
		"older":            {unitchecker.Config{GoVersion: "go1.20", GoFiles: []string{annotated}}, 0, false, ""},
		"none":             {unitchecker.Config{GoFiles: []string{annotated}}, 0, false, ""},
		"newer dependency": {unitchecker.Config{GoVersion: "go1.27.0", VetxOnly: true, GoFiles: []string{annotated}}, exitFine, true, ""},
		"newer, plain":     {unitchecker.Config{GoVersion: "go1.27", GoFiles: []string{plain}}, exitFine, true, ""},
		"newer":            {unitchecker.Config{GoVersion: "go1.27", GoFiles: []string{plain, annotated}}, exitStale, true, said},
		"newer imports": {unitchecker.Config{GoVersion: "go1.20", GoFiles: []string{annotated}, ImportMap: map[string]string{"fmt": "fmt"}},
			exitStale, true, said},
		"imports": {unitchecker.Config{GoVersion: "go1.20", GoFiles: []string{annotated},
			ImportMap: map[string]string{"fmt": "fmt", "C": "C", "unsafe": "unsafe"}, PackageVetx: map[string]string{"fmt": "x"}}, 0, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			test.cfg.ImportPath = "example.com/a"
			data, err := json.Marshal(test.cfg)
			if err != nil {
				t.Fatal(err)
			}
			var stderr strings.Builder
			code, done := refuseNewerGo(write("vet.cfg", string(data)), "go1.26.8", &stderr)
			if code != test.code || done != test.done || stderr.String() != test.wantSaid {
				t.Errorf("code %d, done %t, and %q", code, done, stderr.String())
			}
		})
	}
	if _, done := refuseNewerGo("-flags", "go1.26.8", os.Stderr); done {
		t.Error("what go vet asks before is refused")
	}
}
