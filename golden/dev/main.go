// Dev is what contributors to backoffgen run beside go test:
//
//	go run ./golden/dev update     # rewrites all files that tests compare, and what is generated in all modules
//	go run ./golden/dev heavy      # tests the modules that go test ./... leaves out, one after the other
//	go run ./golden/dev clients    # tests what is known of clients against the modules that it was read in
//	go run ./golden/dev newest     # tests what is known of clients against the newest version of each
//	go run ./golden/dev fuzz D     # runs every fuzz target for so long, three at a time
//	go run ./golden/dev modules    # lists the light and heavy modules below the root, a line for each
//	go run ./golden/dev version V  # has all go.mod files name version V of the modules of this repository
//	go run ./golden/dev keep       # keeps what is generated now as that of this version, to be compiled for ever
//	go run ./golden/dev api        # says which exported names the newest release has and the working tree has not, or otherwise
//	go run ./golden/dev release    # tags the commit that is checked out as that version
//
// It works anywhere in the repository, needs Go alone, and exits with 1 when a command that it runs fails.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/golden/release"
)

const usage = "usage: go run ./golden/dev update|heavy|clients|newest|fuzz D|modules|version V|keep|api|release"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	root, err := repository(ctx)
	switch {
	case err != nil:
		return err
	case len(args) == 2 && args[0] == "version":
		return setVersion(ctx, root, args[1])
	case len(args) == 2 && args[0] == "fuzz":
		return fuzz(ctx, root, args[1])
	case len(args) != 1:
		return errors.New(usage)
	}
	switch args[0] {
	case "update":
		return update(ctx, root)
	case "heavy":
		return testModules(ctx, root, heavy)
	case "clients":
		return testModules(ctx, root, clients)
	case "newest":
		return testNewest(ctx, root)
	case "modules":
		for _, module := range slices.Concat(light, heavy) {
			fmt.Println(module)
		}
		return nil
	case "keep":
		return keep(ctx, root)
	case "api":
		return compareAPI(ctx, root, os.Stdout)
	case "release":
		return tag(ctx, root)
	}
	return fmt.Errorf("%s is not known; %s", args[0], usage)
}

// setVersion has the modules require each other at version.
func setVersion(ctx context.Context, root, version string) error {
	modules, err := release.Modules(ctx, root)
	if err != nil {
		return err
	}
	return release.SetVersion(root, modules, version)
}

// keep keeps what is generated now as that of the version that the modules name.
func keep(ctx context.Context, root string) error {
	modules, err := release.Modules(ctx, root)
	if err != nil {
		return err
	}
	version, err := release.Version(modules)
	if err != nil {
		return err
	}
	return release.Keep(root, version)
}

// tag tags a release, and says how to publish it: that cannot be taken back, so it is left to a person.
func tag(ctx context.Context, root string) error {
	tags, err := release.Tag(ctx, root)
	if err != nil {
		return err
	}
	fmt.Printf("tagged %s\n\nto publish it: git push --atomic origin %s\n", strings.Join(tags, ", "), strings.Join(tags, " "))
	return nil
}
