package output

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestApply(t *testing.T) {
	dir := folder(t, map[string]string{"old.go": "old", "gone.go": "gone"})
	old, created, gone := filepath.Join(dir, "old.go"), filepath.Join(dir, "new.go"), filepath.Join(dir, "gone.go")
	if err := os.Chmod(old, 0o640); err != nil {
		t.Fatal(err)
	}
	for _, c := range []Change{
		{Path: old, Kind: Update, New: []byte("updated")},
		{Path: created, Kind: Create, New: []byte("created")},
		{Path: gone, Kind: Remove},
		{Path: gone, Kind: Remove}, // somebody else was faster
	} {
		if err := c.Apply(); err != nil {
			t.Errorf("%s %s: %v", c.Path, c.Kind, err)
		}
	}
	wantContent(t, old, "updated")
	wantContent(t, created, "created")
	wantNames(t, dir, "new.go", "old.go")
	if info, err := os.Stat(old); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode of a file that was there is %v now (%v)", info.Mode(), err)
	}
	reference := filepath.Join(dir, "reference")
	if err := os.WriteFile(reference, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	want, _ := os.Stat(reference)
	if got, err := os.Stat(created); err != nil || got.Mode() != want.Mode() {
		t.Errorf("a new file's mode is %v, not that of any other new file, %v (%v)", got.Mode(), want.Mode(), err)
	}
}

func TestApplyUnchangedWritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.go")
	if err := (Change{Path: path, Kind: Unchanged, New: []byte("x")}).Apply(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file was written")
	}
}

// Rule 2.3.
func TestApplyFailsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.go")
	if err := os.Mkdir(path, 0o777); err != nil { // a folder cannot be replaced
		t.Fatal(err)
	}
	if err := (Change{Path: path, Kind: Create, New: []byte("x")}).Apply(); err == nil {
		t.Error("there is no error")
	}
	wantNames(t, dir, "x.go")
}

func TestApplyKeepsSymbolicLink(t *testing.T) {
	dir := folder(t, map[string]string{"real.go": "old"})
	link := filepath.Join(dir, "link.go")
	if err := os.Symlink("real.go", link); err != nil {
		t.Skip(err)
	}
	if err := (Change{Path: link, Kind: Update, New: []byte("new")}).Apply(); err != nil {
		t.Fatal(err)
	}
	wantContent(t, filepath.Join(dir, "real.go"), "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v, %v", info.Mode(), err)
	}
}

// TestApplyAtomic lets writers and a reader at one file: the reader must never see a part of it.
// Rule 2.3.
func TestApplyAtomic(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.go")
	contents := [][]byte{bytes.Repeat([]byte("a"), 1<<16), bytes.Repeat([]byte("b"), 1<<17)}
	if err := (Change{Path: path, Kind: Create, New: contents[0]}).Apply(); err != nil {
		t.Fatal(err)
	}
	var writers sync.WaitGroup
	for _, content := range contents {
		writers.Go(func() {
			for range 50 {
				if err := (Change{Path: path, Kind: Update, New: content}).Apply(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, contents[0]) && !bytes.Equal(got, contents[1]) {
			t.Fatalf("a reader saw %d bytes that nobody wrote (%v)", len(got), err)
		}
	}
	wantNames(t, dir, "x.go")
}

func wantContent(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", path, got, err, want)
	}
}

func wantNames(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if len(got) != len(want) {
		t.Fatalf("the folder holds %q, want %q", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("the folder holds %q, want %q", got, want)
		}
	}
}
