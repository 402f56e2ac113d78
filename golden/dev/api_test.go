package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What a release exports and the working tree has not any more is said, and fails; what is new does not.
func TestCompareAPI(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds apidiff")
	}
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	git := func(args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"-C", root, "-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	compare := func() (string, error) {
		var out bytes.Buffer
		err := compareAPI(t.Context(), root, &out)
		return out.String(), err
	}
	write("go.mod", "module example.com/m\n\ngo 1.26.0\n")
	write("runtime/r.go", "package backoff\n\nfunc Do(n int) {}\n\nfunc Run() {}\n")
	git("init", "--quiet")
	git("add", ".")
	git("commit", "--quiet", "--message", "one")
	if out, err := compare(); err != nil || out != "nothing is released yet\n" {
		t.Errorf("before a release it says %q, error %v", out, err)
	}
	git("tag", "v0.1.0")
	write("runtime/r.go", "package backoff\n\nfunc Do(n int) {}\n\nfunc Run() {}\n\nfunc New() {}\n")
	write("generator/diag/d.go", "package diag\n")
	if out, err := compare(); err != nil || out != "everything that v0.1.0 exports is there\n" {
		t.Errorf("with a new function it says %q, error %v", out, err)
	}
	write("runtime/r.go", "package backoff\n\nfunc Do(n string) {}\n")
	out, err := compare()
	if err == nil || err.Error() != "1 packages are not compatible with v0.1.0" || !strings.HasPrefix(out, "runtime, since v0.1.0:\n") ||
		!strings.Contains(out, "- Do: changed from func(int) to func(string)\n") || !strings.Contains(out, "- Run: removed\n") {
		t.Errorf("of changes it says %q, error %v", out, err)
	}
	if list, err := exec.CommandContext(t.Context(), "git", "-C", root, "worktree", "list").Output(); err != nil || bytes.Count(list, []byte("\n")) != 1 {
		t.Errorf("the worktrees are %s, error %v", list, err)
	}
}
