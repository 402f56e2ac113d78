package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const modulePath = "github.com/backoffgen/backoffgen"

// A command is one run of the go command.
type command struct {
	dir  string   // relative to the repository's root
	env  []string // added to the environment
	args []string
}

// String returns what a person types to run the command at the repository's root.
func (c command) String() string {
	words := strings.Join(append(append([]string{}, c.env...), append([]string{"go"}, c.args...)...), " ")
	if c.dir == "." {
		return words
	}
	return fmt.Sprintf("(cd %s && %s)", c.dir, words)
}

// run prints the command and runs it, with out for its output.
func (c command) run(ctx context.Context, root string, out io.Writer) error {
	fmt.Fprintf(out, "== %v\n", c)
	cmd := exec.CommandContext(ctx, "go", c.args...)
	cmd.Dir = filepath.Join(root, filepath.FromSlash(c.dir))
	cmd.Env = append(append(os.Environ(), "GOWORK=off", "PWD="+cmd.Dir), c.env...)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = 5 * time.Second // a program that the go command has started may keep the output open
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%v: %w", c, err)
	}
	return nil
}

// testModule vets and tests a module. Cached results are not used: they do not depend on the generator that the tests
// run as a command.
func testModule(module string, flags ...string) command {
	return command{dir: module, args: append(append([]string{"test", "-vet=all", "-count=1"}, flags...), "./...")}
}

// repository returns the root of the repository that the working directory is in.
func repository(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", modulePath).Output()
	if err != nil {
		return "", fmt.Errorf("go list -m %s: %w", modulePath, err)
	}
	return strings.TrimSpace(string(out)), nil
}
