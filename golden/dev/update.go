package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	updating "github.com/backoffgen/backoffgen/golden/update"
)

const golden = modulePath + "/golden"

// update rewrites the files that tests compare, and what is generated, in all modules.
func update(ctx context.Context, root string) error {
	packages, err := updatingPackages(ctx, root)
	if err != nil {
		return err
	}
	var failed []error
	for _, c := range updates(packages) {
		failed = append(failed, c.run(ctx, root, os.Stdout))
	}
	return errors.Join(failed...)
}

// updates returns the commands that rewrite everything, in an order in which each finds its input up to date. Packages
// are those whose tests write files.
func updates(packages []string) []command {
	test := func(packages ...string) command {
		// One at a time: several write tables of README.md.
		args := append([]string{"test", "-short", "-count=1", "-p=1"}, packages...)
		return command{dir: ".", env: []string{updating.Variable + "=1"}, args: args}
	}
	commands := []command{
		test(golden), // the other tests read what it writes
		{dir: ".", args: []string{"run", "./cmd/backoffgen", "./golden/...", "./runtime/..."}},
	}
	var others []string
	for _, path := range packages {
		if path != golden {
			others = append(others, path)
		}
	}
	commands = append(commands, test(others...))
	for _, module := range all() {
		commands = append(commands, command{dir: module, args: []string{"generate", "./..."}})
	}
	return commands
}

// updatingPackages lists the packages of the root module whose tests import package update. It ignores packages that
// cannot be parsed because of generated files.
func updatingPackages(ctx context.Context, root string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-e", "-f", `{{.ImportPath}}: {{join .TestImports " "}} {{join .XTestImports " "}}`, "./...")
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", cmd, err)
	}
	var packages []string
	for line := range strings.Lines(string(out)) {
		path, imports, _ := strings.Cut(line, ":")
		for imported := range strings.FieldsSeq(imports) {
			if imported == modulePath+"/golden/update" {
				packages = append(packages, path)
				break
			}
		}
	}
	return packages, nil
}
