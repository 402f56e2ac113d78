package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptCommands returns the commands that scripts have beside testscript's own:
//
//	module path          writes a go.mod that requires the runtime and replaces it by the repository at root
//	status n command…    runs a command and fails unless its exit code is n
//	edit file old new    replaces the one place of a text in a file
//	drop file text       removes the lines of a file that have a text in them
//	crlf file            gives a file the line ends of Windows
func scriptCommands(root string) map[string]func(*testscript.TestScript, bool, []string) {
	type run = func(ts *testscript.TestScript, args []string)
	command := func(arguments int, usage string, do run) func(*testscript.TestScript, bool, []string) {
		return func(ts *testscript.TestScript, neg bool, args []string) {
			if neg || len(args) < arguments {
				ts.Fatalf("usage: %s", usage)
			}
			do(ts, args)
		}
	}
	return map[string]func(*testscript.TestScript, bool, []string){
		"module": command(1, "module path", func(ts *testscript.TestScript, args []string) {
			writeModule(ts, root, args[0])
		}),
		"status": command(2, "status n command [args]", wantStatus),
		"edit": command(3, "edit file old new", func(ts *testscript.TestScript, args []string) {
			text := ts.ReadFile(args[0])
			if strings.Count(text, args[1]) != 1 {
				ts.Fatalf("%q is not exactly once in %s", args[1], args[0])
			}
			ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o666))
		}),
		"drop": command(2, "drop file text", func(ts *testscript.TestScript, args []string) {
			var kept strings.Builder
			for line := range strings.Lines(ts.ReadFile(args[0])) {
				if !strings.Contains(line, args[1]) {
					kept.WriteString(line)
				}
			}
			ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(kept.String()), 0o666))
		}),
		"crlf": command(1, "crlf file", func(ts *testscript.TestScript, args []string) {
			text := bytes.ReplaceAll([]byte(ts.ReadFile(args[0])), []byte("\n"), []byte("\r\n"))
			ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o666))
		}),
	}
}

func wantStatus(ts *testscript.TestScript, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("the exit code is %d, not %d", got, want)
	}
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
