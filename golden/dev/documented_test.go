package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Continuous integration runs the README's test command, and then what it leaves out; CONTRIBUTING.md names both.
func TestCommandsAreDocumented(t *testing.T) {
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const all, rest, update = "go test ./...", "go run ./golden/dev heavy", "go run ./golden/dev update"
	for file, commands := range map[string][]string{
		".ci/run":         {"\n" + all + "\n", "\n" + rest + "\n"},
		"README.md":       {"\n" + all + " ", rest, update},
		"CONTRIBUTING.md": {"\n" + all + " ", rest, update},
	} {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		remaining := string(text)
		for _, command := range commands {
			_, after, found := strings.Cut(remaining, command)
			if !found {
				t.Errorf("%s does not have %q, after what it has to have before", file, command)
			}
			remaining = after
		}
	}
}
