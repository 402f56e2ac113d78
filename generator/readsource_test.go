package generator

import (
	"os"
	"path/filepath"
	"testing"
)

// Rule 2.20: What a //line comment names is read in the module alone, and if it is a file.
func TestSourcesAreReadWithinTheModule(t *testing.T) {
	dir := module(t, map[string]string{"a/a.go": "package a\n", "b/b.go": "package b\n"})
	outside := filepath.Join(t.TempDir(), "secret.go")
	if err := os.WriteFile(outside, []byte("package secret\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	read := ReadSource(filepath.Join(dir, "a"))
	if text, err := read(filepath.Join(dir, "b", "b.go")); err != nil || string(text) != "package b\n" {
		t.Errorf("got %q, %v", text, err)
	}
	for _, name := range []string{outside, filepath.Join(dir, "a", "..", "..", filepath.Base(filepath.Dir(outside)), "secret.go"), os.DevNull, "/dev/zero", dir, filepath.Join(dir, "none.go")} {
		if text, err := read(name); err == nil {
			t.Errorf("%s is read: %q", name, text)
		}
	}
}
