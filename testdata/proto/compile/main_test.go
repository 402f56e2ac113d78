package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// What is in package inventory is what the generators write: the plugins of the .proto file, and backoffgen of what they wrote.
func TestGeneratedFilesAreUpToDate(t *testing.T) {
	t.Chdir("..")
	files, err := generate(t.Context(), "inventory/inventory.proto")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 {
		t.Errorf("the plugins wrote %d files, want 2", len(files))
	}
	for path, want := range files {
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s is not what is generated now: go generate in testdata/proto (-generated +file)\n%s", path, diff)
		}
	}
	trial.NothingStale(t)
}
