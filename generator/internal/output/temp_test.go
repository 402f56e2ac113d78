package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestApplyLongNames: a file whose own name is as long as names may be can be written, though temporary names are longer.
func TestApplyLongNames(t *testing.T) {
	dir := t.TempDir()
	for _, base := range []string{strings.Repeat("x", 255-len("_backoff.go")), strings.Repeat("ü", 120)} {
		path := filepath.Join(dir, base+"_backoff.go")
		if err := (Change{Path: path, Kind: Create, New: []byte("new")}).Apply(); err != nil {
			t.Errorf("a name of %d bytes: %v", len(base), err)
			continue
		}
		wantContent(t, path, "new")
	}
}

// TestTemporaryFilesAreKnown: the files of a killed run are recognised by their names, and no others are.
func TestTemporaryFilesAreKnown(t *testing.T) {
	dir := t.TempDir()
	for _, base := range []string{"x_backoff.go", "x_backoff_test.go", strings.Repeat("x", 240) + "_backoff.go", strings.Repeat("ü", 120) + "_backoff_test.go"} {
		f, err := createTemp(filepath.Join(dir, base))
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		if name := filepath.Base(f.Name()); !IsTemp(name) || !utf8.ValidString(name) {
			t.Errorf("%s is not known", name)
		}
	}
	for _, name := range []string{".x.go.1.tmp", "x_backoff.go.1.tmp", ".x_backoff.go.1", ".x_backoff.go..tmp", "._backoff.go.1.tmp"} {
		if IsTemp(name) {
			t.Errorf("%s is taken for one", name)
		}
	}
}

// TestApplyOutlastsTidying: a temporary file that another run took away is written again.
func TestApplyOutlastsTidying(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x_backoff.go")
	removed := make(chan struct{})
	go func() {
		defer close(removed)
		for n := 0; n < attempts-1; {
			names, _ := filepath.Glob(filepath.Join(dir, ".*.tmp"))
			for _, name := range names {
				if os.Remove(name) == nil {
					n++
				}
			}
		}
	}()
	for done := false; !done; {
		if err := (Change{Path: path, Kind: Update, New: []byte("new")}).Apply(); err != nil {
			t.Fatal(err)
		}
		select {
		case <-removed:
			done = true
		default:
		}
	}
}
