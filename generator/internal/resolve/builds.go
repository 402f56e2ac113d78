package resolve

import (
	"go/build/constraint"
	"maps"
	"slices"
)

// mayBuildTogether reports whether two files under these constraints can be part of the same build; an empty constraint
// is always satisfied. It tries all builds that differ in a tag of either constraint.
func mayBuildTogether(a, b string) bool {
	var both []constraint.Expr
	tags := map[string]bool{}
	for _, text := range []string{a, b} {
		if text == "" {
			continue
		}
		both = append(both, parseConstraint(text, tags))
	}
	return newBuilds(tags).any(func(b build) bool {
		return !slices.ContainsFunc(both, func(x constraint.Expr) bool { return !x.Eval(b.has) })
	})
}

// parseConstraint parses a build constraint, and adds its tags to tags. One that is too long for the go command to read counts as one
// that no build meets.
func parseConstraint(text string, tags map[string]bool) constraint.Expr {
	x, err := constraint.Parse("//go:build " + text)
	if err != nil {
		x = &constraint.TagExpr{Tag: "ignore"}
	}
	x.Eval(func(tag string) bool { tags[tag] = true; return false }) // it looks at all tags, whatever the answer
	return x
}

// builds is the set of builds that differ in some tags. Each build has one system, one architecture and one compiler.
type builds struct {
	systems, architectures, compilers []string
	free                              []string // tags that may be set or not
}

// maxFreeTags limits the work: a file under more tags of its own counts as one that is never built together with
// another.
const maxFreeTags = 12

func newBuilds(tags map[string]bool) builds {
	b := builds{systems: []string{"another"}, architectures: []string{"another"}, compilers: []string{"gc", "gccgo"}}
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		switch {
		case tag == "ignore": // a tag that nobody sets
		case tag == "unix":
			b.systems = append(b.systems, "linux", "another unix")
		case knownOS(tag):
			b.systems = append(b.systems, tag)
		case knownArch(tag):
			b.architectures = append(b.architectures, tag)
		case slices.Contains(b.compilers, tag):
		default:
			b.free = append(b.free, tag)
		}
	}
	return b
}

// A build is one of builds.
type build struct {
	system, architecture, compiler string
	free                           []string
	chosen                         int // a bit for each of free
}

// has reports whether a tag is set.
func (b build) has(tag string) bool {
	i := slices.Index(b.free, tag)
	return i >= 0 && b.chosen&(1<<i) != 0 || tag == b.architecture || tag == b.compiler || hasSystem(b.system, tag)
}

// any reports whether there is a build for which ok holds.
func (b builds) any(ok func(build) bool) bool {
	if len(b.free) > maxFreeTags {
		return false
	}
	for _, system := range b.systems {
		for _, architecture := range b.architectures {
			for _, compiler := range b.compilers {
				for chosen := range 1 << len(b.free) {
					if ok(build{system, architecture, compiler, b.free, chosen}) {
						return true
					}
				}
			}
		}
	}
	return false
}

// hasSystem reports whether a build for a system has a tag.
func hasSystem(system, tag string) bool {
	return system == tag || impliedOS(system) == tag || tag == "unix" && isUnix(system)
}

// impliedOS returns the system whose files one has besides its own.
func impliedOS(system string) string {
	switch system {
	case "android":
		return "linux"
	case "illumos":
		return "solaris"
	case "ios":
		return "darwin"
	}
	return ""
}

// isUnix reports whether a system is one of those that the go command calls unix.
func isUnix(system string) bool {
	switch system {
	case "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "linux", "netbsd", "openbsd", "solaris", "another unix":
		return true
	}
	return false
}
