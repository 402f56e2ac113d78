package main

import (
	"path/filepath"
	"slices"
	"testing"
)

// The newest version of what a module requires itself is got into other files than its own, and tested from there.
func TestNewest(t *testing.T) {
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const module = clientModules + "standard"
	if !slices.Contains(all(), module) {
		t.Fatalf("there is no module %s", module)
	}
	required, err := directRequirements(t.Context(), filepath.Join(root, module))
	if err != nil || len(required) > 0 {
		t.Errorf("beside this repository %s requires %q, %v", module, required, err)
	}
	var got []string
	for _, c := range newest(module, "go.mod2", []string{"example.com/a", "example.com/b"}) {
		got = append(got, c.String())
	}
	want := []string{
		"(cd " + module + " && go get -modfile=go.mod2 example.com/a@latest example.com/b@latest)",
		"(cd " + module + " && go mod tidy -modfile=go.mod2)",
		"(cd " + module + " && go test -vet=all -count=1 -modfile=go.mod2 ./...)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the commands are %q, want %q", got, want)
	}
}
