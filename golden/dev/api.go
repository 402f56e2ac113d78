package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/backoffgen/backoffgen/golden/release"
)

// apidiff compares what packages export.
const apidiff = "golang.org/x/exp/cmd/apidiff@v0.0.0-20261113113407-e3970619a1a4"

// stablePackages are those whose exported names stay: users and generated code import them.
var stablePackages = []string{"runtime", "runtime/decorate", "runtime/httphint", "runtime/predeclared", "generator", "generator/analyzer", "generator/diag"}

// compareAPI prints what is not compatible in the working tree with the newest release, and fails where there is something. Before the
// first release there is nothing to compare.
func compareAPI(ctx context.Context, root string, out io.Writer) error {
	tags, err := release.Git(ctx, root, "tag", "--list", "v*", "--sort=-v:refname")
	if err != nil {
		return err
	}
	newest, _, _ := strings.Cut(tags, "\n")
	if newest == "" {
		fmt.Fprintln(out, "nothing is released yet")
		return nil
	}
	dir, err := os.MkdirTemp("", "backoffgen-api-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	released := filepath.Join(dir, "released")
	if _, err := release.Git(ctx, root, "worktree", "add", "--detach", released, newest); err != nil {
		return err
	}
	defer func() {
		_, _ = release.Git(context.WithoutCancel(ctx), root, "worktree", "remove", "--force", released) // its folder is removed in any case
	}()
	incompatible := 0
	for _, pkg := range stablePackages {
		if _, err := os.Stat(filepath.Join(released, pkg)); err != nil {
			continue // it is new
		}
		changes, err := incompatibleChanges(ctx, released, root, "./"+pkg)
		if err != nil {
			return err
		}
		if changes != "" {
			incompatible++
			fmt.Fprintf(out, "%s, since %s:\n%s", pkg, newest, changes)
		}
	}
	if incompatible > 0 {
		return fmt.Errorf("%d packages are not compatible with %s", incompatible, newest)
	}
	fmt.Fprintln(out, "everything that", newest, "exports is there")
	return nil
}

// incompatibleChanges returns what a package in the module at newer lacks of what it exports in that at older, a line for each. It
// exits with 0 either way: what it prints counts.
func incompatibleChanges(ctx context.Context, older, newer, pkg string) (string, error) {
	dir, err := os.MkdirTemp("", "backoffgen-api-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	data := filepath.Join(dir, "exported")
	run := func(module string, args ...string) (string, error) {
		cmd := exec.CommandContext(ctx, "go", append([]string{"run", apidiff}, args...)...)
		cmd.Dir, cmd.Env = module, append(os.Environ(), "GOWORK=off")
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); err != nil {
			return "", fmt.Errorf("apidiff: %w\n%s", err, stderr.String())
		}
		return stdout.String(), nil
	}
	if _, err := run(older, "-w", data, pkg); err != nil {
		return "", err
	}
	return run(newer, "-incompatible", data, pkg)
}
