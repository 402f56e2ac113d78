package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// clientModules is where the predicates of clients are compiled and tried.
const clientModules = "testdata/clients/"

// testNewest tests the predicates of clients against the newest version of each client, and changes nothing in the repository.
// What fails then has gone, or means something else, since the version that was read.
func testNewest(ctx context.Context, root string) error {
	var failed []error
	for _, module := range all() {
		if !strings.HasPrefix(module, clientModules) {
			continue
		}
		if err := testNewestOf(ctx, root, module); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", module, err))
		}
	}
	return errors.Join(failed...)
}

// testNewestOf does so for one module, with files go.mod and go.sum of its own.
func testNewestOf(ctx context.Context, root, module string) error {
	temp, err := os.MkdirTemp("", "newest")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	dir := filepath.Join(root, filepath.FromSlash(module))
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue // a module without requirements has no sums
		}
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(temp, name), text, 0o644); err != nil {
			return err
		}
	}
	required, err := directRequirements(ctx, dir)
	if err != nil {
		return err
	}
	for _, c := range newest(module, filepath.Join(temp, "go.mod"), required) {
		if err := c.run(ctx, root, os.Stdout); err != nil {
			return err
		}
	}
	return nil
}

// newest are the commands that get the newest versions of what a module requires, and test it with them.
func newest(module, modfile string, required []string) []command {
	flag := "-modfile=" + modfile
	var commands []command
	if len(required) > 0 {
		get := []string{"get", flag}
		for _, path := range required {
			get = append(get, path+"@latest")
		}
		commands = append(commands, command{dir: module, args: get}, command{dir: module, args: []string{"mod", "tidy", flag}})
	}
	return append(commands, testModule(module, flag))
}

// directRequirements lists what the module in dir requires itself, but for this repository.
func directRequirements(ctx context.Context, dir string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{if not (or .Main .Indirect .Replace)}}{{.Path}}{{end}}", "all")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", cmd, err)
	}
	return strings.Fields(string(out)), nil
}
