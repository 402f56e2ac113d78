// Package update is for tests of this module that hold files against what the code makes of them: golden files, wanted
// diagnostics, tables in documents. One command writes all of them anew.
package update

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	// Command writes all files anew that tests hold against what the code makes of them.
	Command = "go run ./golden/dev update"

	// Variable is the environment variable that Command sets for the tests.
	Variable = "BACKOFFGEN_UPDATE"
)

// Wanted reports whether a test is to write its files, where it compares them otherwise.
func Wanted() bool { return os.Getenv(Variable) == "1" }

// File writes the file path when that is wanted. Otherwise it fails the test unless the file holds want.
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
