package output

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const own = Header + "\n\npackage p\n"

// folder creates the files of a folder and returns its path.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCompare(t *testing.T) {
	dir := folder(t, map[string]string{
		"same_backoff.go":  own,
		"crlf_backoff.go":  Header + "\r\n\r\npackage p\r\n",
		"stale_backoff.go": Header + "\n\npackage old\n",
		"empty_backoff.go": "",
		"gone_backoff.go":  own,
		"hand_backoff.go":  "package p\n",
	})
	at := func(name string) string { return filepath.Join(dir, name) }
	var want []File
	for _, name := range []string{"stale_backoff.go", "same_backoff.go", "new_backoff.go", "empty_backoff.go", "crlf_backoff.go"} {
		want = append(want, File{at(name), []byte(own)})
	}
	changes, err := Compare(want, []string{at("gone_backoff.go"), at("hand_backoff.go"), at("never_backoff.go")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changes {
		got = append(got, filepath.Base(c.Path)+": "+c.Kind.String())
	}
	if diff := cmp.Diff([]string{
		"crlf_backoff.go: up to date",
		"empty_backoff.go: stale",
		"gone_backoff.go: superfluous",
		"new_backoff.go: missing",
		"same_backoff.go: up to date",
		"stale_backoff.go: stale",
	}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompareForeign(t *testing.T) {
	dir := folder(t, map[string]string{"a_backoff.go": "package p\n", "b_backoff.go": "package p\n"})
	changes, err := Compare([]File{
		{filepath.Join(dir, "a_backoff.go"), []byte(own)},
		{filepath.Join(dir, "b_backoff.go"), []byte(own)},
		{filepath.Join(dir, "c_backoff.go"), []byte(own)},
	}, nil)
	if len(changes) > 0 {
		t.Errorf("there are changes as well as the error: %v", changes)
	}
	foreign, ok := errors.AsType[*ForeignError](err)
	if !ok || foreign.Path != filepath.Join(dir, "a_backoff.go") {
		t.Errorf("the error is %v", err)
	}
	if joined, ok := err.(interface{ Unwrap() []error }); !ok || len(joined.Unwrap()) != 2 {
		t.Errorf("the error is %v, and not one for each of the two files", err)
	}
}

func TestDiff(t *testing.T) {
	for _, tt := range []struct {
		change Change
		want   string
	}{
		{Change{Path: "/m/p/x.go", Kind: Unchanged, Old: []byte("a\n"), New: []byte("a\n")}, ""},
		{Change{Path: "/m/p/x.go", Kind: Update, Old: []byte("a\nb\n"), New: []byte("a\nc\n")},
			"diff p/x.go.orig p/x.go\n--- p/x.go.orig\n+++ p/x.go\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"},
		{Change{Path: "/m/p/x.go", Kind: Create, New: []byte("a\n")},
			"diff /dev/null p/x.go\n--- /dev/null\n+++ p/x.go\n@@ -0,0 +1,1 @@\n+a\n"},
		{Change{Path: "/m/p/x.go", Kind: Remove, Old: []byte("a\n")},
			"diff p/x.go /dev/null\n--- p/x.go\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n"},
		{Change{Path: "/elsewhere/x.go", Kind: Create, New: []byte("a\n")},
			"diff /dev/null /elsewhere/x.go\n--- /dev/null\n+++ /elsewhere/x.go\n@@ -0,0 +1,1 @@\n+a\n"},
	} {
		if diff := cmp.Diff(tt.want, string(tt.change.Diff("/m"))); diff != "" {
			t.Errorf("%s: %s", tt.change.Kind, diff)
		}
	}
}
