package main

import (
	"slices"
	"strings"
)

// A target is code that is mutated, and the tests that are to notice.
type target struct {
	packages []string // by their folders below the root
	tests    []suite  // those that kill most in the least time come first
}

// has reports whether a mutant, by how it prints itself, is in the target's code.
func (t target) has(name string) bool {
	return slices.ContainsFunc(t.packages, func(folder string) bool { return strings.HasPrefix(name, folder+"/") })
}

// A suite is the tests of a package, or a part of them.
type suite struct {
	pkg       string
	run, skip string // patterns of names
	stays     bool   // mutants are tried in one process, one after the other: for code without state, and a package without TestMain
	apart     bool   // its subtests are chosen one by one
	last      bool   // it is tried only with mutants that no suite before it comes by
}

// ofTheText are tests of how the code is written, what it imports and what it allocates, which is not that of mutated code, and of what piles up
// in real time, which a machine that is busy with mutants does not have.
const ofTheText = "Complex|StandardLibrary|Arrow|Alloc|Size|Costs|Stack|Fuzz|PilesUp"

var targets = map[string]target{
	"runtime": {
		packages: []string{"runtime/decision", "runtime/internal/engine", "runtime/internal/attempt"},
		tests: []suite{
			{"runtime/decision", ".", ofTheText, false, false, false},
			{"runtime/internal/attempt", ".", ofTheText, false, false, false},
			{"runtime/internal/engine", ".", ofTheText, false, false, false},
			{"golden/scripted", "TestOnceDifferent|TestAsTheModelSays", ofTheText, false, false, false},
			{"runtime/decorate", ".", ofTheText, false, false, false},
			{"runtime", ".", ofTheText, false, false, false},
			{"golden/abandon", ".", ofTheText, false, false, false},
			{"golden/ending", ".", ofTheText, false, false, false},
			{"golden/guards", ".", ofTheText, false, false, false},
			{"golden/hedge", ".", ofTheText, false, false, false},
			{"golden/idempotent", ".", ofTheText, false, false, false},
			{"golden/questions", ".", ofTheText, false, false, false},
			{"golden/results", ".", ofTheText, false, false, false},
			{"golden/streams", ".", ofTheText, false, false, false},
			{"golden/uploads", ".", ofTheText, false, false, false},
			{"golden/rules", ".", ofTheText, false, false, false},
			{"golden/httpdoer", ".", ofTheText, false, false, false},
			{"golden/nocontext", ".", ofTheText, false, false, false},
			{"golden/owncontext", ".", ofTheText, false, false, false},
			{"golden/classes", ".", ofTheText, false, false, false},
		},
	},
	"resolve": {
		packages: []string{"generator/internal/resolve"},
		tests: []suite{
			{"generator/internal/resolve", ".", "^$", true, true, false},
			{"golden", "TestGolden|TestInto", "^$", false, false, false},
			{"generator", ".", "Arrow|Drawing|Room|FuzzGenerate", true, false, false},
			{"generator/analyzer", ".", "^$", true, true, true},
			{"cmd/backoffgen", "TestScripts", "^$", false, true, true},
		},
	},
}
