package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/backoffgen/backoffgen/golden/update"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"backoffgen": main})
}

// TestScripts runs testdata/script/*.txtar. Scripts have no network; $ROOT is the repository, $VETTOOL the command's file.
// To update writes what a script compares with a file of its own.
func TestScripts(t *testing.T) {
	root := repository(t)
	// Scripts share the module cache, and building the test has not put all of go.mod's modules there on a new machine.
	download := exec.Command("go", "mod", "download")
	download.Dir = root
	if out, err := download.CombinedOutput(); err != nil {
		t.Fatalf("go mod download: %v\n%s", err, out)
	}
	command, err := exec.LookPath("backoffgen")
	if err != nil {
		t.Fatal(err)
	}
	goEnv := goEnvironment(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(root, "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       update.Wanted(),
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("VETTOOL", command)
			for name, value := range goEnv {
				env.Setenv(name, value)
			}
			env.Setenv("GORACE", "atexit_sleep_ms=10") // under the race detector a command sleeps for a second at its end otherwise

			for _, name := range []string{"MUTANT", "MUTANT_NOTES"} { // of testdata/mutants, which looks what scripts notice
				env.Setenv(name, os.Getenv(name))
			}
			return nil
		},
		Cmds: scriptCommands(root),
	})
}

// goEnvironment is what lets the go command work in a script, whose HOME is empty, without a network.
func goEnvironment(t *testing.T) map[string]string {
	t.Helper()
	env := map[string]string{"GOPROXY": "off", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOWORK": "off"}
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		env[name] = strings.TrimSpace(string(out))
	}
	return env
}

// repository returns the root of this repository.
func repository(t *testing.T) string {
	t.Helper()
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("no caller")
	}
	return filepath.Dir(filepath.Dir(filepath.Dir(file)))
}
