package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// config is what the command line says.
type config struct {
	sample   int
	parallel int
	least    float64
	only, by *regexp.Regexp
}

// run tries the mutants of a target, and reports whether enough are killed.
func (c config) run(ctx context.Context, of target) (fine bool, err error) {
	root, err := exec.CommandContext(ctx, "git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return false, fmt.Errorf("git rev-parse: %w", err)
	}
	folder, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(folder)
	tree := filepath.Join(folder, "tree")
	if err := os.Mkdir(tree, 0o755); err != nil {
		return false, err
	}
	if err := copyTree(ctx, strings.TrimSpace(string(root)), tree); err != nil {
		return false, err
	}
	mutants, err := mutate(ctx, tree, of)
	if err != nil {
		return false, err
	}
	known, unused, err := equivalent(of, mutants)
	if err != nil {
		return false, err
	}
	var testers []*tester
	for i, s := range of.tests {
		if !c.by.MatchString(s.pkg) {
			continue
		}
		t, err := newTester(ctx, tree, filepath.Join(folder, strconv.Itoa(i)+".test"), s, len(mutants))
		if err != nil {
			return false, err
		}
		testers = append(testers, t)
		fmt.Printf("%s: %d tests come by %d of %d\n", s.pkg, len(t.tests), t.comesBy(len(mutants)), len(mutants))
	}
	var tried []mutant
	listed := 0
	for i, m := range mutants {
		switch {
		case known[m.String()]:
			listed++
		case i%c.sample == 0 && c.only.MatchString(m.line()):
			tried = append(tried, m)
		}
	}
	all := 0
	killed, err := c.try(ctx, testers, tried)
	if err != nil {
		return false, err
	}
	for pkg, n := range killed {
		fmt.Printf("killed by %s: %d\n", pkg, n)
		all += n
	}
	share := float64(all) / float64(max(1, len(tried)))
	fmt.Printf("%d mutants, %d of them listed as equivalent; %d tried, %d killed: %.1f %%\n", len(mutants), listed, len(tried), all, 100*share)
	for _, line := range unused {
		fmt.Printf("equivalent.txt lists what there is not: %s\n", line)
	}
	return share >= c.least && len(unused) == 0, nil
}
