package tree

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// count returns how many Go files there are in dir, and how many with an annotation. All must parse.
func count(t *testing.T, dir string) (files, annotated int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if strings.Contains(string(text), "//backoff:") {
			annotated++
		}
		_, err = parser.ParseFile(token.NewFileSet(), path, text, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, annotated
}

func TestWriteAnnotatesAsManyPackagesAsAsked(t *testing.T) {
	for _, test := range []struct {
		module           Module
		files, annotated int
	}{
		{Module{Packages: 1, Annotated: 1, Methods: 3}, 1, 1},
		{Module{Packages: 103, Annotated: 10, Methods: 1}, 103, 10},
		{Module{Packages: 103, Annotated: 10, Methods: 1, Only: true}, 10, 10},
		{Module{Packages: 5, Methods: 1}, 5, 0},
	} {
		dir := filepath.Join(t.TempDir(), "module")
		if err := Write(dir, "/nowhere", test.module); err != nil {
			t.Fatal(err)
		}
		if files, annotated := count(t, dir); files != test.files || annotated != test.annotated {
			t.Errorf("%+v: got %d files, %d of them annotated", test.module, files, annotated)
		}
	}
}

func TestCleanLeavesSourcesAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "module")
	if err := Write(dir, "/nowhere", Module{Packages: 2, Annotated: 2, Methods: 1}); err != nil {
		t.Fatal(err)
	}
	if err := Edit(dir, 1, 7); err != nil {
		t.Fatal(err)
	}
	generated := filepath.Join(Folder(dir, 1), "store_backoff.go")
	if err := os.WriteFile(generated, []byte("package p\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := Clean(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(generated); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", generated, err)
	}
	if files, _ := count(t, dir); files != 3 {
		t.Errorf("got %d files", files)
	}
}

func TestConfigureNamesPackages(t *testing.T) {
	dir := t.TempDir()
	if err := Configure(dir, []string{ImportPath(0), ImportPath(101)}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, Config))
	if err != nil {
		t.Fatal(err)
	}
	if want := "packages:\n  example.com/cases/d000/p00000:\n  example.com/cases/d001/p00101:\n"; !strings.HasSuffix(string(text), want) {
		t.Errorf("got\n%s", text)
	}
}
