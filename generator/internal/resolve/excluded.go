package resolve

import (
	"go/ast"
	"math/bits"
	"path/filepath"
	"strings"
)

// Constraint returns the build constraint of a file, with the tags of its name, and what would include the file: flags
// and environment variables. Both are empty if there is nothing to say.
func Constraint(filename string, f *ast.File) (text, remedy string) {
	text = constraintOf(filepath.Base(filename), f)
	tags := map[string]bool{}
	x := parseConstraint(text, tags)
	best, found := "", -1
	b := newBuilds(tags)
	b.any(func(build build) bool {
		if x.Eval(build.has) && (found < 0 || build.size() < found) {
			best, found = build.remedy(), build.size()
		}
		return false
	})
	return text, best
}

// remedy returns the flags and variables that ask for a build.
func (b build) remedy() string {
	var words []string
	if knownOS(b.system) {
		words = append(words, "GOOS="+b.system)
	}
	if knownArch(b.architecture) {
		words = append(words, "GOARCH="+b.architecture)
	}
	var tags []string
	for i, tag := range b.free {
		if b.chosen&(1<<i) != 0 {
			tags = append(tags, tag)
		}
	}
	if len(tags) > 0 {
		words = append(words, "-tags="+strings.Join(tags, ","))
	}
	return strings.Join(words, " ")
}

// size returns how many flags and variables that takes.
func (b build) size() int {
	size := bits.OnesCount(uint(b.chosen))
	if knownOS(b.system) {
		size++
	}
	if knownArch(b.architecture) {
		size++
	}
	return size
}
