package main

import (
	"slices"
	"testing"
)

// The golden files are written first, since documents show them, and by then every other test that writes is known.
func TestUpdates(t *testing.T) {
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	packages, err := updatingPackages(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	commands := updates(packages)
	if got, want := commands[0].String(), "BACKOFFGEN_UPDATE=1 go test -short -count=1 -p=1 "+golden; got != want {
		t.Errorf("the first is %s, want %s", got, want)
	}
	tests := commands[2].args
	for _, path := range []string{"/cmd/backoffgen", "/generator", "/generator/analyzer", "/generator/internal/resolve"} {
		if !slices.Contains(tests, modulePath+path) {
			t.Errorf("%s is not among %q", path, tests)
		}
	}
	if slices.Contains(tests, golden) {
		t.Error("the golden files are written twice")
	}
	for i, module := range all() {
		if got, want := commands[3+i].String(), "(cd "+module+" && go generate ./...)"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
