package output

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestApplyStaysInTheModule: a link out of the module is not written through, and not read.
func TestApplyStaysInTheModule(t *testing.T) {
	top := t.TempDir()
	module := filepath.Join(top, "module")
	if err := os.MkdirAll(filepath.Join(module, "p"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"outside.txt", "module/go.mod", "module/inside.txt"} {
		if err := os.WriteFile(filepath.Join(top, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	outside, inside := filepath.Join(module, "p", "out_backoff.go"), filepath.Join(module, "p", "in_backoff.go")
	for link, to := range map[string]string{outside: "../../outside.txt", inside: "../inside.txt"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	if err := (Change{Path: outside, Kind: Create, New: []byte("new")}).Apply(); err == nil {
		t.Error("it is written out of the module")
	}
	wantContent(t, filepath.Join(top, "outside.txt"), "")
	_, err := Compare([]File{{outside, []byte("new")}}, nil)
	if foreign, ok := errors.AsType[*ForeignError](err); !ok || !foreign.Outside {
		t.Errorf("it is read: %v", err)
	}
	if err := (Change{Path: inside, Kind: Create, New: []byte("new")}).Apply(); err != nil {
		t.Error(err)
	}
	wantContent(t, filepath.Join(module, "inside.txt"), "new")
}

func TestReadTakesFilesAlone(t *testing.T) {
	dir := folder(t, map[string]string{"x.go": "package x"})
	if got, err := Read(filepath.Join(dir, "x.go")); err != nil || string(got) != "package x" {
		t.Errorf("got %q, %v", got, err)
	}
	huge := filepath.Join(dir, "huge.go")
	if err := os.Truncate(filepath.Join(dir, "x.go"), 0); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(huge, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, maxFileSize+1); err != nil { // which takes no room
		t.Fatal(err)
	}
	for _, name := range []string{huge, dir, filepath.Join(dir, "none.go"), os.DevNull} {
		if _, err := Read(name); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

func TestIsWithin(t *testing.T) {
	top := t.TempDir()
	for _, name := range []string{"m/go.mod", "m/a/a.go", "other/o.go"} {
		name = filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(top, "other"), filepath.Join(top, "m", "link")); err != nil {
		t.Skip(err)
	}
	for path, want := range map[string]bool{
		"m/a/a.go": true, "m/gone.go": true, "m/gone/gone/gone.go": true, "m/link": false, "m/link/o.go": false,
		"m/link/gone.go": false, "other/o.go": false, "gone/x.go": false, "m": true,
	} {
		if got := IsWithin(filepath.Join(top, "m", "a"), filepath.Join(top, path)); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
	if IsWithin(filepath.Join(top, "other"), filepath.Join(top, "m", "a", "a.go")) {
		t.Error("where there is no module, another folder is within")
	}
}
