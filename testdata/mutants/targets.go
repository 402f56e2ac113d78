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
	pkg string
	run string // a pattern of names
}

// ofTheText are tests of how the code is written, what it imports and what it allocates, which is not that of mutated code.
const ofTheText = "Complex|StandardLibrary|Arrow|Alloc|Size|Costs|Stack|Fuzz"

var targets = map[string]target{
	"runtime": {
		packages: []string{"runtime/decision", "runtime/internal/engine", "runtime/internal/attempt"},
		tests: []suite{
			{"runtime/decision", "."},
			{"runtime/internal/attempt", "."},
			{"runtime/internal/engine", "."},
			{"golden/scripted", "TestOnceDifferent|TestAsTheModelSays"},
			{"runtime/decorate", "."},
			{"runtime", "."},
			{"golden/abandon", "."}, {"golden/ending", "."}, {"golden/guards", "."}, {"golden/hedge", "."}, {"golden/idempotent", "."}, {"golden/questions", "."},
			{"golden/results", "."}, {"golden/streams", "."}, {"golden/uploads", "."}, {"golden/rules", "."}, {"golden/httpdoer", "."}, {"golden/nocontext", "."},
			{"golden/owncontext", "."}, {"golden/classes", "."},
		},
	},
	"resolve": {
		packages: []string{"generator/internal/resolve"},
		tests: []suite{
			{"generator/internal/resolve", "."},
			{"generator", "TestKey|TestRule|TestBeside|TestCode|FuzzInterfaces|FuzzMutatedSources"},
			{"generator/analyzer", "."},
			{"golden", "."},
			{"cmd/backoffgen", "."},
		},
	},
}
