package main

import (
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
			return most - 0, false
		}
		return 0, false
	}
	return n, true
}

var calls int
`
	sampleTest = `package p

import "testing"

func TestClamp(t *testing.T) {
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 5: 5, 6: 5} {
		if got, fine := Clamp(n, 5); got != want || fine != (n == want) {
			t.Errorf("%d: %d, %t", n, got, fine)
		}
	}
}
`
)

// Of the mutants of a function those survive that its test cannot see: a counter that nobody reads, and what is equal at the bounds.
func TestMutants(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/p\n\ngo 1.26\n", "p/p.go": sample, "p/p_test.go": sampleTest} {
		if err := os.MkdirAll(filepath.Join(root, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mutants, err := mutate(t.Context(), root, target{packages: []string{"p"}})
	if err != nil {
		t.Fatal(err)
	}
	test := &tester{suite: suite{"p", "."}, binary: filepath.Join(root, "p.test")}
	if err := test.compile(t.Context(), root, len(mutants)); err != nil {
		t.Fatal(err)
	}
	killed := map[bool][]string{}
	for _, m := range mutants {
		by := kill(t.Context(), root, []*tester{test}, m.number)
		killed[by != ""] = append(killed[by != ""], m.String())
	}
	want := []string{"p/p.go: Clamp: most - 0 with +", "p/p.go: Clamp: n > 0 with >=", "p/p.go: Clamp: without calls++"}
	if diff := cmp.Diff(want, slices.Sorted(slices.Values(killed[false]))); diff != "" {
		t.Errorf("survivors (-want +got):\n%s", diff)
	}
	if len(killed[true]) < 10 {
		t.Errorf("only %q were killed", killed[true])
	}
}
