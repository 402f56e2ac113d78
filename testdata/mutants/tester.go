package main

import (
	"context"
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

// A tester is a compiled suite.
type tester struct {
	suite
	tree   string
	binary string
	tests  []test // what takes least time is first

	atStart []byte // by a mutant's number, whether the package's variables come by it
}

// A test is one of a suite's, or a subtest.
type test struct {
	name  string
	took  time.Duration // without a mutant
	notes []byte        // by a mutant's number, whether it comes by it
}

// newTester compiles a suite and runs each of its tests once without a mutant, which notes the mutants that it comes by.
func newTester(ctx context.Context, tree, binary string, s suite, mutants int) (*tester, error) {
	t := &tester{suite: s, tree: tree, binary: binary}
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-o", t.binary, "./"+t.pkg)
	cmd.Dir, cmd.Env = tree, append(os.Environ(), "GOWORK=off", "PWD="+tree)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s does not compile: %w\n%s", t.pkg, err, out)
	}
	cmd = t.command(ctx, 10*time.Minute, "-test.v", "-test.run="+s.run)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%s fails without a mutant: %w\n%s", t.pkg, err, out)
	}
	notes, err := newNotes(binary+".notes", mutants)
	if err != nil {
		return nil, err
	}
	defer notes.Close()
	p := &process{tester: t, env: []string{"MUTANT_NOTES=" + notes.Name()}}
	defer p.close()
	if s.stays {
		p.passes(ctx, 0, test{name: "NoTest"}, time.Minute)
	}
	if t.atStart, err = os.ReadFile(notes.Name()); err != nil {
		return nil, err
	}
	for _, name := range t.names(string(out)) {
		one := test{name: name}
		if err := notes.clear(); err != nil {
			return nil, err
		}
		began := time.Now()
		if p.fails(ctx, 0, []test{one}, 10*time.Minute) {
			return nil, fmt.Errorf("%s of %s fails alone without a mutant", name, t.pkg)
		}
		one.took = time.Since(began)
		if one.notes, err = os.ReadFile(notes.Name()); err != nil {
			return nil, err
		}
		t.tests = append(t.tests, one)
	}
	slices.SortStableFunc(t.tests, func(a, b test) int { return int(a.took - b.took) })
	return t, nil
}

// notes is a file that a process writes to.
type notes struct {
	*os.File
	none []byte
}

func newNotes(name string, mutants int) (*notes, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	n := &notes{f, make([]byte, mutants+1)}
	return n, n.clear()
}

func (n *notes) clear() error {
	_, err := n.WriteAt(n.none, 0)
	return err
}

// passed is a line of a test's output: how far it is indented, and its name.
var passed = regexp.MustCompile(`(?m)^( *)--- PASS: (\S+) \(`)

// names returns the tests that passed, by the output of all.
func (t *tester) names(output string) []string {
	var names []string
	for _, line := range passed.FindAllStringSubmatch(output, -1) {
		hasSubtests := strings.Contains(output, "\n    --- PASS: "+line[2]+"/")
		switch depth := len(line[1]) / 4; {
		case depth == 0 && !(t.apart && hasSubtests), depth == 1 && t.apart:
			names = append(names, line[2])
		}
	}
	return names
}

// pattern matches some tests and no others.
func pattern(tests []test) string {
	var each []string
	for _, one := range tests {
		each = append(each, "^"+strings.ReplaceAll(regexp.QuoteMeta(one.name), "/", "$/^")+"$")
	}
	return strings.Join(each, "|")
}

// by returns the tests that come by a mutant; all of them for the number 0.
func (t *tester) by(number int) (tests []test) {
	for _, one := range t.tests {
		if number == 0 || one.notes[number] != 0 || t.atStart[number] != 0 {
			tests = append(tests, one)
		}
	}
	return tests
}

// comesBy counts the mutants that any of the tests comes by.
func (t *tester) comesBy(mutants int) (n int) {
	for number := 1; number <= mutants; number++ {
		if t.by(number) != nil {
			n++
		}
	}
	return n
}

// command runs a suite. What a mutant allocates without an end does not take the machine's memory.
func (t *tester) command(ctx context.Context, limit time.Duration, args ...string) *exec.Cmd {
	script := `ulimit -v 16000000; exec "$@"`
	args = append([]string{"-c", script, "sh", t.binary, "-test.short", "-test.skip=" + t.skip, "-test.timeout=" + limit.String()}, args...)
	cmd := exec.CommandContext(ctx, "sh", args...)
	cmd.Dir = filepath.Join(t.tree, filepath.FromSlash(t.pkg))
	cmd.Env = append(os.Environ(), "GOWORK=off", "PWD="+cmd.Dir)
	cmd.WaitDelay = time.Second
	return cmd
}

// mutantEnv lets a process begin with a mutant.
func mutantEnv(number int) string { return "MUTANT=" + strconv.Itoa(number) }
