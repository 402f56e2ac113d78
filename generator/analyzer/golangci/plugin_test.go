package golangci

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	"github.com/backoffgen/backoffgen/generator/analyzer"
)

// flags returns what the analyzer's flags are.
func flags() (warnings, nested string) {
	return analyzer.Analyzer.Flags.Lookup("warnings").Value.String(), analyzer.Analyzer.Flags.Lookup("nested").Value.String()
}

// TestPlugin: golangci-lint finds the plugin by its name, and settings are the analyzer's flags.
func TestPlugin(t *testing.T) {
	defer func() {
		_ = analyzer.Analyzer.Flags.Set("nested", "true")
		_ = analyzer.Analyzer.Flags.Set("warnings", "true")
	}()
	make, err := register.GetPlugin(Name)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		settings         any
		warnings, nested string
	}{
		{nil, "true", "true"},
		{map[string]any{"nested": false}, "true", "false"},
		{map[string]any{"warnings": false, "nested": true}, "false", "true"},
	} {
		p, err := make(test.settings)
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.BuildAnalyzers()
		if err != nil || len(list) != 1 || list[0] != analyzer.Analyzer {
			t.Errorf("under %v the analyzers are %v, error %v", test.settings, list, err)
		}
		if warnings, nested := flags(); warnings != test.warnings || nested != test.nested {
			t.Errorf("under %v warnings=%s nested=%s, want %s and %s", test.settings, warnings, nested, test.warnings, test.nested)
		}
		if p.GetLoadMode() != register.LoadModeTypesInfo {
			t.Errorf("it is given %s", p.GetLoadMode())
		}
	}
	if _, err := make(map[string]any{"nestd": true}); err == nil || !strings.Contains(err.Error(), `settings of the linter backoffgen: `) || !strings.Contains(err.Error(), "nestd") {
		t.Errorf("of a setting that there is not it says %v", err)
	}
}

const (
	mainGo = `package main

import (
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"

	_ "github.com/backoffgen/backoffgen/generator/analyzer/golangci"
)

func main() {
	if err := commands.Execute(commands.BuildInfo{GoVersion: runtime.Version(), Version: "2.15.0-custom"}); err != nil {
		panic(err)
	}
}
`
	configuration = `version: "2"
linters:
  default: none
  enable: [backoffgen]
  settings:
    custom:
      backoffgen:
        type: module
        description: checks //backoff annotations
        settings: {warnings: true}
`
	store = `package store

import "context"

type Store interface {
	//backoff:retry 3 paus=1s
	Fetch(ctx context.Context) error
}
`
)

// TestInGolangciLint builds a golangci-lint with the plugin in it, as "golangci-lint custom" does, and runs that.
func TestInGolangciLint(t *testing.T) {
	if os.Getenv("BACKOFFGEN_GOLANGCI") == "" {
		t.Skip("building golangci-lint takes minutes: set BACKOFFGEN_GOLANGCI=1")
	}
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(dir, name string, args ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	write("lint/main.go", mainGo)
	write("lint/go.mod", "module lint\n\ngo 1.26.0\n\nrequire github.com/golangci/golangci-lint/v2 v2.15.0\n\nreplace (\n"+
		"\tgithub.com/backoffgen/backoffgen => "+root+"\n"+
		"\tgithub.com/backoffgen/backoffgen/generator/analyzer/golangci => "+filepath.Join(root, "generator/analyzer/golangci")+"\n)\n")
	for _, args := range [][]string{{"mod", "tidy"}, {"build", "-o", "lint", "."}} {
		if out, err := run(filepath.Join(dir, "lint"), "go", args...); err != nil {
			t.Fatalf("go %s: %v\n%s", args[0], err, out)
		}
	}
	write("store/go.mod", "module store\n\ngo 1.26.0\n")
	write("store/.golangci.yml", configuration)
	write("store/store.go", store)
	out, err := run(filepath.Join(dir, "store"), filepath.Join(dir, "lint", "lint"), "run", "./...")
	exit, ok := err.(*exec.ExitError)
	if !ok || exit.ExitCode() != 1 || !strings.Contains(out, `store.go:6:20: unknown key paus of retry`) || !strings.Contains(out, "(backoffgen)") {
		t.Errorf("golangci-lint ends with %v and says\n%s", err, out)
	}
}
