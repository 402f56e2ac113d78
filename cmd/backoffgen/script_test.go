package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"backoffgen": main})
}

// TestScripts runs testdata/script/*.txtar. Scripts have no network and see:
//
//	$ROOT    the repository, for replace lines
//	module   a command that writes a go.mod which requires the runtime and replaces it by $ROOT
func TestScripts(t *testing.T) {
	root := repository(t)
	goEnv := goEnvironment(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(root, "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			for name, value := range goEnv {
				env.Setenv(name, value)
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"module": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 1 {
					ts.Fatalf("usage: module path")
				}
				writeModule(ts, root, args[0])
			},
		},
	})
}

// writeModule writes a go.mod with the runtime in its build list, and the checksums that go with it.
func writeModule(ts *testscript.TestScript, root, path string) {
	own, err := os.ReadFile(filepath.Join(root, "go.mod"))
	ts.Check(err)
	// What the repository requires, a module that requires it has to list as well.
	_, requirements, _ := strings.Cut(string(own), "\ngo ")
	version, requirements, _ := strings.Cut(requirements, "\n")
	requirements, _, _ = strings.Cut(requirements, "\ntool ")
	mod := "module " + path + "\n\ngo " + version + "\n\n" +
		"require github.com/backoffgen/backoffgen v0.0.0\n\n" +
		"replace github.com/backoffgen/backoffgen => " + strconv.Quote(root) + "\n" + requirements
	ts.Check(os.WriteFile(ts.MkAbs("go.mod"), []byte(mod), 0o666))
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("go.sum"), sums, 0o666))
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
