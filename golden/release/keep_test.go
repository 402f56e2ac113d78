package release

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What each release has generated compiles with the runtime as it is now.
func TestKeptFilesCompile(t *testing.T) {
	root := filepath.Join("..", "..")
	versions, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(Kept)))
	if err != nil {
		t.Fatal(err)
	}
	changelog, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, v := range versions {
		kept[v.Name()] = true
		generated, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(Kept), v.Name(), "*", "*_backoff.go"))
		if err != nil || len(generated) < 20 {
			t.Errorf("of %s there are %d generated files, error %v", v.Name(), len(generated), err)
		}
		vet := exec.CommandContext(t.Context(), "go", "vet", "./"+Kept+"/"+v.Name()+"/...")
		vet.Dir = root
		if out, err := vet.CombinedOutput(); err != nil {
			t.Errorf("what %s has generated does not compile: %v\n%s", v.Name(), err, out)
		}
	}
	for line := range strings.Lines(string(changelog)) {
		if version, ok := strings.CutPrefix(line, "## v"); ok {
			version, _, _ = strings.Cut("v"+strings.TrimSpace(version), ",")
			if !kept[version] {
				t.Errorf("of the release %s nothing is kept", version)
			}
		}
	}
	if len(kept) == 0 {
		t.Error("nothing is kept")
	}
}

// Keep takes packages with generated code that stand alone, and nothing of what it took before stays.
func TestKeep(t *testing.T) {
	root := repository(t, map[string]string{
		"golden/a/a.go":         "package a\n",
		"golden/a/a_backoff.go": "package a // generated\n",
		"golden/a/a_test.go":    "package a // a test\n",
		"golden/b/b.go":         "package b\n",
		"golden/c/c.go":         "package c\n\nimport _ \"github.com/backoffgen/backoffgen/golden/a\"\n",
		"golden/c/c_backoff.go": "package c // generated\n",
		Kept + "/v0.2.0/x/x.go": "package x\n",
		Kept + "/v0.1.0/x/x.go": "package x\n",
	})
	if err := isKept(root, "v0.2.0"); err == nil || !strings.Contains(err.Error(), Kept+"/v0.2.0 is not what is generated now") {
		t.Errorf("before, %v", err)
	}
	if err := Keep(root, "v0.2.0"); err != nil {
		t.Fatal(err)
	}
	if err := isKept(root, "v0.2.0"); err != nil {
		t.Errorf("after, %v", err)
	}
	var got []string
	folder := filepath.Join(root, filepath.FromSlash(Kept))
	found, err := filepath.Glob(filepath.Join(folder, "*", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		name, err := filepath.Rel(folder, path)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(name))
	}
	if want := "v0.1.0/x/x.go v0.2.0/a/a.go v0.2.0/a/a_backoff.go"; strings.Join(got, " ") != want {
		t.Errorf("there is %v, want %s", got, want)
	}
	if err := os.WriteFile(filepath.Join(root, "golden/a/a_backoff.go"), []byte("package a // newer\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := isKept(root, "v0.2.0"); err == nil {
		t.Error("what is generated has changed, and the version counts as kept")
	}
}
