package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every fuzz target is found, and has a corpus.
func TestFuzzTargets(t *testing.T) {
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := fuzzTargets(root, fuzzed())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, target := range found {
		names = append(names, target.name)
		corpus := filepath.Join(root, filepath.FromSlash(target.module), filepath.FromSlash(target.pkg), "testdata", "fuzz", target.name)
		if files, err := os.ReadDir(corpus); err != nil || len(files) < 10 {
			t.Errorf("%s has %d files in its corpus, want 10 at least (error: %v)", target.name, len(files), err)
		}
	}
	want := []string{
		"FuzzRead", "FuzzCheck", "FuzzGenerate", "FuzzInterfaces", "FuzzMutatedSources", "FuzzPauseAfter", "FuzzUnmarshalEnviron", "FuzzUnmarshalJSON",
		"FuzzClients", "FuzzClients", "FuzzClients", "FuzzClients", // of groups of clients
		"FuzzHTTP", "FuzzNet", "FuzzClients",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
}
