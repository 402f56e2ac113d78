// Package update is for tests of this module that compare files with the code's output: golden files, wanted diagnostics,
// tables in documents. One command rewrites all of them.
package update

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	// Command rewrites all files that tests compare with the code's output.
	Command = "go run ./golden/dev update"

	// Variable is the environment variable that Command sets for the tests.
	Variable = "BACKOFFGEN_UPDATE"
)

// Wanted reports whether tests should rewrite their files instead of comparing them.
func Wanted() bool { return os.Getenv(Variable) == "1" }

// File writes the file path if [Wanted]. Otherwise it fails the test unless the file's content is want.
func File(t testing.TB, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil && !(Wanted() && os.IsNotExist(err)) {
		t.Fatal(err)
	}
	switch {
	case string(got) == want:
	case Wanted():
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s differs from what it should hold now; when that is meant: %s (-file +now)\n%s", path, Command, cmp.Diff(string(got), want))
	}
}
