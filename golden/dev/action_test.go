package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The action for GitHub shows on the diff what backoffgen says, and ends as that does.
func TestActionShowsWhatIsSaid(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	root, err := repository(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	command := filepath.Join(t.TempDir(), "backoffgen")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", command, "./cmd/backoffgen")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":   "module example.com/m\n\ngo 1.26.0\n",
		"store.go": "package store\n\n//backoff:retry 3 paus=1s\ntype Store interface{ Fetch() error }\n",
		"s.go":     "package store\n\n// 100 %.\n//backof:retry 3\ntype Third interface{ Fetch() error }\n",
		"sub/s.go": "package sub\n\n//backoff:retry 3\ntype Other interface{ Fetch() error }\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sarif := filepath.Join(t.TempDir(), "backoffgen.sarif")
	run := exec.CommandContext(t.Context(), "bash", filepath.Join(root, ".github/actions/check/check.sh"))
	run.Dir = dir
	run.Env = append(os.Environ(), "BACKOFFGEN="+command, "PACKAGES=. ./sub", "FOLDER=module/", "SARIF="+sarif, "GOFLAGS=-mod=mod", "GOPROXY=off")
	out, err := run.Output()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 {
		t.Errorf("it ends with %v, want the exit code 2", err)
	}
	var got []string
	for line := range strings.Lines(string(out)) {
		got = append(got, strings.TrimSpace(line))
	}
	want := []string{
		"::error file=module/sub/s_backoff.go::missing: run go generate",
		"::warning file=module/go.mod::generated code needs the module github.com/backoffgen/backoffgen, which is not in the build list (go get github.com/backoffgen/backoffgen)",
		"::warning file=module/s.go,line=4,col=1::this is a comment, not an annotation: annotations begin with //backoff: (write //backoff:retry)",
		"::error file=module/store.go,line=3,col=19::unknown key paus of retry (did you mean pause?)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("it shows (-want +got):\n%s", diff)
	}
	none := exec.CommandContext(t.Context(), "bash", filepath.Join(root, ".github/actions/check/check.sh"))
	none.Dir, none.Env = dir, append(os.Environ(), "BACKOFFGEN="+command, "PACKAGES=./none", "GOPROXY=off")
	if out, err := none.Output(); err == nil || !strings.HasPrefix(string(out), "::error::") {
		t.Errorf("without the packages it ends with %v, and shows %s", err, out)
	}
	log, err := os.ReadFile(sarif)
	if err != nil || !strings.Contains(string(log), `"unknown-key"`) {
		t.Errorf("the SARIF log is %s, error %v", log, err)
	}
}

// The action takes from its caller what the script reads.
func TestActionGivesTheScriptItsInputs(t *testing.T) {
	action, script := file(t, ".github/actions/check/action.yml"), file(t, ".github/actions/check/check.sh")
	for _, name := range []string{"BACKOFFGEN", "PACKAGES", "SARIF", "FOLDER"} {
		if !strings.Contains(action, "\n        "+name+": ${{ inputs.") || !strings.Contains(script, "${"+name) {
			t.Errorf("%s is not given, or not read", name)
		}
	}
}

// The hooks for pre-commit name the command and flags that it has.
func TestHooksRunTheCommand(t *testing.T) {
	hooks := file(t, ".pre-commit-hooks.yaml")
	for _, want := range []string{"\n  entry: backoffgen -check\n", "\n  entry: backoffgen\n", "\n  language: golang\n"} {
		if !strings.Contains(hooks, want) {
			t.Errorf("the hooks do not have %q", want)
		}
	}
}
