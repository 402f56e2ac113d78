package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// config is what the command line says.
type config struct {
	sample int
	least  float64
	only   *regexp.Regexp
}

// A tester is a compiled suite.
type tester struct {
	suite
	binary string
	took   time.Duration // without a mutant
	notes  []byte        // by a mutant's number, whether it comes by it
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
		t := &tester{suite: s, binary: filepath.Join(folder, strconv.Itoa(i)+".test")}
		if err := t.compile(ctx, tree, len(mutants)); err != nil {
			return false, err
		}
		testers = append(testers, t)
		fmt.Printf("%s: %v without a mutant, comes by %d of %d\n", s.pkg, t.took.Round(time.Millisecond), count(t.notes), len(mutants))
	}
	tried, killed := 0, map[string]int{}
	for i, m := range mutants {
		line := fmt.Sprintf("%s:%d: %s: %s", m.file, m.line, m.in, m.what)
		if i%c.sample != 0 || known[m.String()] || !c.only.MatchString(line) {
			continue
		}
		tried++
		if by := kill(ctx, tree, testers, m.number); by != "" {
			killed[by]++
			continue
		}
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		fmt.Printf("survived: %s\n", line)
	}
	if by := kill(ctx, tree, testers, 0); by != "" { // all of them, since without a mutant they come by everything
		return false, fmt.Errorf("%s fails without a mutant, too", by)
	}
	all := 0
	for _, t := range testers {
		all += killed[t.pkg]
		fmt.Printf("killed by %s: %d\n", t.pkg, killed[t.pkg])
	}
	share := float64(all) / float64(max(1, tried))
	fmt.Printf("%d mutants, %d of them listed as equivalent; %d tried, %d killed: %.1f %%\n", len(mutants), len(known), tried, all, 100*share)
	for _, line := range unused {
		fmt.Printf("equivalent.txt lists what there is not: %s\n", line)
	}
	return share >= c.least && len(unused) == 0, nil
}

func count(notes []byte) (n int) {
	for _, b := range notes {
		n += int(b)
	}
	return n
}

// compile compiles a suite and runs it once without a mutant, which notes the mutants that it comes by.
func (t *tester) compile(ctx context.Context, tree string, mutants int) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-o", t.binary, "./"+t.pkg)
	cmd.Dir, cmd.Env = tree, append(os.Environ(), "GOWORK=off", "PWD="+tree)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s does not compile: %w\n%s", t.pkg, err, out)
	}
	notes := t.binary + ".notes"
	if err := os.WriteFile(notes, make([]byte, mutants+1), 0o644); err != nil {
		return err
	}
	began := time.Now()
	if out, err := t.command(ctx, tree, 0, 10*time.Minute, "MUTANT_NOTES="+notes).CombinedOutput(); err != nil {
		return fmt.Errorf("%s fails without a mutant: %w\n%s", t.pkg, err, out)
	}
	t.took = time.Since(began)
	var err error
	t.notes, err = os.ReadFile(notes)
	return err
}

// command runs the suite with a mutant. What a mutant allocates without an end does not take the machine's memory.
func (t *tester) command(ctx context.Context, tree string, number int, limit time.Duration, env ...string) *exec.Cmd {
	script := `ulimit -v 8000000; exec "$@"`
	cmd := exec.CommandContext(ctx, "sh", "-c", script, "sh", t.binary, "-test.short", "-test.failfast", "-test.run", t.run, "-test.skip", ofTheText, "-test.timeout", limit.String())
	cmd.Dir = filepath.Join(tree, filepath.FromSlash(t.pkg))
	cmd.Env = append(os.Environ(), append(env, "GOWORK=off", "PWD="+cmd.Dir, "MUTANT="+strconv.Itoa(number))...)
	cmd.WaitDelay = time.Second
	return cmd
}

// kill runs the suites until one fails with a mutant, and returns its package; nothing where all pass. A test that does not end has failed.
func kill(ctx context.Context, tree string, testers []*tester, number int) string {
	for _, t := range testers {
		if number > 0 && t.notes[number] == 0 {
			continue
		}
		limit := 10*time.Second + 10*t.took
		within, cancel := context.WithTimeout(ctx, limit+5*time.Second)
		err := t.command(within, tree, number, limit).Run()
		cancel()
		if err != nil && ctx.Err() == nil {
			return t.pkg
		}
	}
	return ""
}

// equivalent reads equivalent.txt: lines with a mutant, as it prints itself, a tab, and the reason why nobody can see it. It returns
// those that there are, and the lines about none. Lines about another target are left out.
func equivalent(of target, mutants []mutant) (known map[string]bool, unused []string, err error) {
	text, err := os.ReadFile("equivalent.txt")
	if err != nil {
		return nil, nil, err
	}
	known = map[string]bool{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, _ := strings.Cut(line, "\t")
		if strings.TrimSpace(reason) == "" {
			return nil, nil, errors.New("equivalent.txt gives no reason for " + name)
		}
		if !of.has(name) {
			continue
		}
		known[name] = true
		if !slices.ContainsFunc(mutants, func(m mutant) bool { return m.String() == name }) {
			unused = append(unused, name)
		}
	}
	return known, unused, nil
}
