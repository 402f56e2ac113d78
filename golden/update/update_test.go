package update

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A recorder is a test that may fail.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func TestFile(t *testing.T) {
	for _, c := range []struct {
		name, wanted, before, after string
		fails                       bool
	}{
		{"equal", "", "new\n", "new\n", false},
		{"another", "", "old\n", "old\n", true},
		{"another, to be written", "1", "old\n", "new\n", false},
		{"none, to be written", "1", "", "new\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(Variable, c.wanted)
			path := filepath.Join(t.TempDir(), "file")
			if c.before != "" {
				if err := os.WriteFile(path, []byte(c.before), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			r := &recorder{TB: t}
			File(r, path, "new\n")
			if len(r.failures) > 0 != c.fails || c.fails && !strings.Contains(r.failures[0], Command) {
				t.Errorf("failures: %q", r.failures)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != c.after {
				t.Errorf("the file holds %q (%v), want %q", after, err, c.after)
			}
		})
	}
}

func TestSection(t *testing.T) {
	const document = "before\n<!-- keys -->\nold\n<!-- /keys -->\nafter\n"
	if got, want := Section(t, document, "keys", "new\n"), strings.Replace(document, "old", "new", 1); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// There is one way to have files written: no test has a flag of its own for it, which the command would not set.
func TestNoTestHasAnUpdateFlag(t *testing.T) {
	flags := regexp.MustCompile(`flag\.\w+\((&\w+, )?"[\w-]*update`)
	seen := 0
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		seen++
		source, err := os.ReadFile(path)
		if found := flags.Find(source); found != nil {
			t.Errorf("%s: %s…: ask update.Wanted, or let update.File compare", path, found)
		}
		return err
	})
	if err != nil || seen < 100 {
		t.Errorf("looked at %d tests, error %v", seen, err)
	}
}
