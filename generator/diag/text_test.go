package diag_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/diag"
)

func TestWriteText(t *testing.T) {
	ds, dir, outside := sample(t)
	var b strings.Builder
	if err := diag.WriteText(&b, ds, dir); err != nil {
		t.Fatal(err)
	}
	want := "..a.go:3:7: want a <b> (do it)\n\t" + outside + ":1:2: first here\n" + outside + ":1:2: warning: odd\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("text (-want +got):\n%s", d)
	}
	if !filepath.IsAbs(ds[0].Pos.Filename) {
		t.Error("the diagnostics themselves were changed")
	}
}

// A diagnostic's code comes after its hint, and not after its related places.
func TestWriteTextWithCodes(t *testing.T) {
	ds, dir, outside := sample(t)
	var b strings.Builder
	if err := diag.WriteTextWithCodes(&b, append(ds, diag.Diagnostic{Message: "without a code"}), dir); err != nil {
		t.Fatal(err)
	}
	want := "..a.go:3:7: want a <b> (do it) [" + ds[0].Code + "]\n\t" + outside + ":1:2: first here\n" +
		outside + ":1:2: warning: odd [" + ds[1].Code + "]\nwithout a code\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("text (-want +got):\n%s", d)
	}
}

func TestWriteTextKeepsNamesWithoutDirectory(t *testing.T) {
	ds, _, outside := sample(t)
	var b strings.Builder
	if err := diag.WriteText(&b, ds[1:], ""); err != nil {
		t.Fatal(err)
	}
	if want := outside + ":1:2: warning: odd\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
