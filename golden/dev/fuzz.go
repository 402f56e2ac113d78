package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// fuzzers are how many fuzz targets run at the same time, each with one worker: fuzzing all of them for half a minute then takes less
// than three minutes.
const fuzzers = 3

// fuzz runs every fuzz target of the root's module, the light ones and those of clients, for so long each. All run even if some fail.
func fuzz(ctx context.Context, root, long string) error {
	targets, err := fuzzTargets(root, fuzzed())
	if err != nil {
		return err
	}
	each, err := time.ParseDuration(long)
	if err != nil {
		return err
	}
	var (
		mu     sync.Mutex
		failed []error
		places = make(chan struct{}, fuzzers)
		all    sync.WaitGroup
	)
	for _, target := range targets {
		all.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			var out bytes.Buffer
			err := target.command(each).run(ctx, root, &out)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				fmt.Println(lastLines(out.String(), 2))
				return
			case onlyTimeIsOver(out.String()):
				fmt.Printf("%v: its time is over\n", target.command(each))
				return
			}
			_, _ = io.Copy(os.Stdout, &out)
			failed = append(failed, err)
		})
	}
	all.Wait()
	return errors.Join(failed...)
}

var timeIsOver = regexp.MustCompile(`(?m)^--- FAIL: Fuzz\w+ \([0-9.]+s\)\n    context deadline exceeded\nFAIL$`)

// onlyTimeIsOver tells whether go test's output says of a target that its time was over, and nothing else: now and then, before Go 1.27,
// go test takes that for a failure (https://go.dev/issue/75804). What fails for a reason of its own says on which input.
func onlyTimeIsOver(out string) bool { return timeIsOver.MatchString(out) }

// lastLines are the last n lines of a text.
func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

// A fuzzTarget is a function for go test -fuzz.
type fuzzTarget struct{ module, pkg, name string }

// fuzzed are the modules that have fuzz targets, and may.
func fuzzed() []string { return slices.Concat([]string{"."}, light, clients) }

// command runs it. What is found is minimized for a second alone, since for the coverage's sake that is done to inputs that are no
// failures, too.
func (t fuzzTarget) command(long time.Duration) command {
	return command{dir: t.module, args: []string{
		"test", "./" + t.pkg, "-run", "^$", "-fuzz", "^" + t.name + "$", "-fuzztime", long.String(), "-fuzzminimizetime", "1s", "-parallel", "1",
	}}
}

var fuzzFunc = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)

// fuzzTargets finds the targets in the tests of modules below root.
func fuzzTargets(root string, modules []string) ([]fuzzTarget, error) {
	var found []fuzzTarget
	for _, module := range modules {
		below := filepath.Join(root, filepath.FromSlash(module))
		err := filepath.WalkDir(below, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && path != below && (entry.Name() == "testdata" || isModule(path)):
				return fs.SkipDir
			case entry.IsDir() || !strings.HasSuffix(path, "_test.go"):
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			pkg, err := filepath.Rel(below, filepath.Dir(path))
			if err != nil {
				return err
			}
			for _, match := range fuzzFunc.FindAllSubmatch(text, -1) {
				found = append(found, fuzzTarget{module, filepath.ToSlash(pkg), string(match[1])})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(found, func(a, b fuzzTarget) int {
		return strings.Compare(a.module+a.pkg+a.name, b.module+b.pkg+b.name)
	})
	return found, nil
}

func isModule(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}
