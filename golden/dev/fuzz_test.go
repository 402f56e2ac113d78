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

// A target whose time is over has not failed, even where go test says so; one that an input fails has.
func TestOnlyTimeIsOver(t *testing.T) {
	const began = "fuzz: elapsed: 30s, execs: 132147 (0/sec), new interesting: 7 (total: 220)\n"
	for _, test := range []struct {
		name, out string
		want      bool
	}{
		{"time", began + "--- FAIL: FuzzClients (30.13s)\n    context deadline exceeded\nFAIL\nexit status 1\nFAIL\texample.com/sql\t30.214s\n", true},
		{"an input", began + `--- FAIL: FuzzClients (1.02s)
    --- FAIL: FuzzClients (0.00s)
        fuzz_test.go:16: context deadline exceeded
    
    Failing input written to testdata/fuzz/FuzzClients/9f6a7d5b8e5c8c7e
    To re-run:
    go test -run=FuzzClients/9f6a7d5b8e5c8c7e
FAIL
exit status 1
FAIL	example.com/sql	1.1s
`, false},
		{"an input of the corpus", "failure while testing seed corpus entry: FuzzClients/one\n--- FAIL: FuzzClients (0.01s)\n    --- FAIL: FuzzClients (0.00s)\n        fuzz_test.go:16: context deadline exceeded\nFAIL\n", false},
		{"one that hangs", began + "--- FAIL: FuzzClients (30.13s)\n    fuzzing process hung or terminated unexpectedly: exit status 2\nFAIL\n", false},
		{"one that is not built", "FAIL\texample.com/sql [build failed]\nFAIL\n", false},
	} {
		if got := onlyTimeIsOver(test.out); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}
