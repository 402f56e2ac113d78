package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	sample = `package p

// Clamp returns n within 0 and most, and whether it was.
func Clamp(n, most int) (int, bool) {
	calls++
	if n < 0 || n > most {
		if n > 0 {
			return most - least, false
		}
		return 0, false
	}
	return n, true
}

var calls int

var least = start()

func start() int {
	if calls > 0 {
		return 1
	}
	return 0
}
`
	sampleTest = `package p

import (
	"strconv"
	"testing"
)

func TestClamp(t *testing.T) {
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 5: 5, 6: 5} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			if got, fine := Clamp(n, 5); got != want || fine != (n == want) {
				t.Errorf("%d: %d, %t", n, got, fine)
			}
		})
	}
}
`
)

// Of the mutants of a function those survive that its test cannot see: a counter that nobody reads, and what is equal at the bounds.
// A process that stays and one for each mutant say the same.
func TestMutants(t *testing.T) {
	for _, stays := range []bool{true, false} {
		t.Run(fmt.Sprintf("stays %t", stays), func(t *testing.T) { testMutants(t, suite{"p", ".", "^$", stays, stays, false}) })
	}
}

func testMutants(t *testing.T, s suite) {
	root := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/p\n\ngo 1.26\n", "p/p.go": sample, "p/p_test.go": sampleTest} {
		if err := os.MkdirAll(filepath.Join(root, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mutants, err := mutate(t.Context(), root, target{packages: []string{"p"}, tests: []suite{s}})
	if err != nil {
		t.Fatal(err)
	}
	test, err := newTester(t.Context(), root, filepath.Join(root, "p.test"), s, len(mutants))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorker([]*tester{test})
	defer w.close()
	killed := map[bool][]string{}
	for _, m := range mutants {
		by := w.kill(t.Context(), m.number)
		killed[by != ""] = append(killed[by != ""], m.String())
	}
	want := []string{"p/p.go: Clamp: most - least with +", "p/p.go: Clamp: n > 0 with >=", "p/p.go: Clamp: without calls++", "p/p.go: start: never calls > 0"}
	if diff := cmp.Diff(want, slices.Sorted(slices.Values(killed[false]))); diff != "" {
		t.Errorf("survivors (-want +got):\n%s", diff)
	}
	if len(killed[true]) < 10 {
		t.Errorf("only %q were killed", killed[true])
	}
	if by := w.kill(t.Context(), 0); by != "" {
		t.Errorf("%s fails without a mutant, too", by)
	}
}
