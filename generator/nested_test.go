package generator_test

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNestedModules vets and tests every module below this one, so that go test ./... at the root is the whole of it.
func TestNestedModules(t *testing.T) {
	if testing.Short() {
		t.Skip("the nested modules download and compile what this one has no need of")
	}
	// What the nested tests read of the environment is read here too, so that a cached result of this test stands for it.
	// For files the walk below does the same, since it looks at every one of the repository.
	t.Logf("BACKOFFGEN_REQUIRE_SERVERS=%q", os.Getenv("BACKOFFGEN_REQUIRE_SERVERS"))
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	modules := nestedModules(t, root)
	if len(modules) == 0 {
		t.Fatalf("no go.mod below %s", root)
	}
	for _, module := range modules {
		name, err := filepath.Rel(root, module)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			run(t, module, "vet", "./...")
			// A result that is cached there says nothing of a generator that was run as a command.
			args := []string{"test", "-count=1"}
			if left, limited := timeLeft(t); limited {
				args = append(args, "-timeout="+left.String())
			}
			run(t, module, append(args, "./...")...)
		})
	}
}

// nestedModules returns the folders below root that are modules, but for those that the go command overlooks too.
func nestedModules(t *testing.T, root string) []string {
	t.Helper()
	var modules []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "vendor") {
			return fs.SkipDir
		}
		if !entry.IsDir() && name == "go.mod" && filepath.Dir(path) != root {
			modules = append(modules, filepath.Dir(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

// run runs the go command in a module, and fails the test with its output when it fails. The output is seen as it comes
// under -v.
func run(t *testing.T, module string, args ...string) {
	t.Helper()
	ctx := t.Context()
	if left, limited := timeLeft(t); limited {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, left+10*time.Second) // go test's own limit comes first, with its traces
		defer cancel()
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "GOWORK=off", "PWD="+module)
	cmd.Stdout, cmd.Stderr = t.Output(), t.Output()
	cmd.WaitDelay = 5 * time.Second // a program that the go command has started may keep the output open
	t.Logf("(cd %s && %s)", module, strings.Join(cmd.Args, " "))
	if err := cmd.Run(); err != nil {
		t.Fatalf("(cd %s && %s): %v", module, strings.Join(cmd.Args, " "), err)
	}
}

// timeLeft returns how long a command may run so that its failure can still be told before this test's own time is up.
func timeLeft(t *testing.T) (time.Duration, bool) {
	t.Helper()
	deadline, limited := t.Deadline()
	if !limited {
		return 0, false
	}
	return max(time.Until(deadline)-30*time.Second, 10*time.Second).Round(time.Second), true
}
