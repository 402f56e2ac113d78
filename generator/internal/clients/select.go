package clients

import (
	"fmt"
	"go/version"
	"slices"
	"strings"
)

// Installed is what a selection asks about the user's version of a client. A function that is nil answers yes.
type Installed struct {
	// Has reports whether a package exists and has an exported name.
	Has func(pkgPath, name string) bool
	// HasField reports whether a type of a package, which may be an alias or an interface, has a field or method, its own or
	// one that it embeds.
	HasField func(pkgPath, typ, field string) bool
	// Version returns the version of a module, such as v5.12.0, or "" where that is not known.
	Version func(module string) string
}

// A Step is one question of a predicate: what it matches, and what the predicate returns then.
type Step struct {
	Match   Match
	Returns bool
	Rules   []Rule // that it stands for, which say what it is and where it comes from
}

// A LeftOut is a rule that a selection leaves out, whole or in part, since the user's version of the client lacks something.
type LeftOut struct {
	Rule Rule
	Why  string // "pgconn.Timeout does not exist in this version"
}

// Select returns the shortest list of steps that tell the errors of the given classes from all others. An error of the
// result says that there is nothing of these classes, and why.
func (c Client) Select(classes []Class, installed Installed) ([]Step, []LeftOut, error) {
	var steps []Step
	var leftOut []LeftOut
	asked := map[int]bool{} // the rules that exclude and are among steps
	for _, i := range c.ordered(classes) {
		match, missing := installed.left(c, c.Rules[i])
		if missing != "" {
			leftOut = append(leftOut, LeftOut{c.Rules[i], missing})
		}
		if match == nil {
			continue
		}
		for _, guard := range c.guards(i) {
			if asked[guard] || slices.Contains(classes, c.Rules[guard].Class) {
				continue
			}
			asked[guard] = true
			if match, _ := installed.left(c, c.Rules[guard]); match != nil { // what is not there cannot come
				steps = join(steps, Step{match, false, c.Rules[guard : guard+1]})
			}
		}
		steps = join(steps, Step{match, true, c.Rules[i : i+1]})
	}
	if len(steps) == 0 {
		return nil, leftOut, c.nothing(classes, leftOut)
	}
	return steps, leftOut, nil
}

// SelectResponses returns the statuses of responses of the given classes. An error of the result says that there are none,
// and why.
func (c Client) SelectResponses(classes []Class) ([]ResponseRule, error) {
	var rules []ResponseRule
	for _, r := range c.Responses {
		if slices.Contains(classes, r.Class) {
			rules = append(rules, r)
		}
	}
	if len(rules) > 0 {
		return rules, nil
	}
	if len(c.Responses) == 0 {
		return nil, fmt.Errorf("@%s is about errors alone, and not about responses", c.Name)
	}
	return nil, fmt.Errorf("no response is of the class %s", listed(c.Name, classes))
}

// ordered returns the rules of the classes in the order in which they are asked: those from which more is excluded come
// later, so that what is excluded from one class is not kept from another.
func (c Client) ordered(classes []Class) []int {
	var list []int
	for i, r := range c.Rules {
		if slices.Contains(classes, r.Class) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return len(c.guards(a)) - len(c.guards(b)) })
	return list
}

// guards returns the rules that exclude what they match from the rule at i.
func (c Client) guards(i int) []int {
	var list []int
	for j, r := range c.Rules[:i] {
		if slices.Contains(r.Excludes, c.Rules[i].Class) {
			list = append(list, j)
		}
	}
	return list
}

// nothing is the error of a selection that is empty.
func (c Client) nothing(classes []Class, leftOut []LeftOut) error {
	var reasons []string
	for _, class := range classes {
		if reason := c.Empty[class]; reason != "" {
			reasons = append(reasons, reason)
		}
	}
	for _, out := range leftOut {
		reasons = append(reasons, out.Why)
	}
	return fmt.Errorf("no error is of the class %s: %s", listed(c.Name, classes), strings.Join(reasons, "; "))
}

// listed names classes of a client.
func listed(client string, classes []Class) string {
	var names []string
	for _, class := range classes {
		names = append(names, "@"+client+"."+string(class))
	}
	return strings.Join(names, " or ")
}

// left returns what is left of r's match, and what is missing.
func (in Installed) left(c Client, r Rule) (match Match, missing string) {
	if v := in.version(c); r.Since != "" && v != "" && olderThan(v, r.Since) {
		return nil, fmt.Sprintf("it is true of %s since %s, and here is %s", c.Modules[0].Path, r.Since, v)
	}
	has := func(n Name) bool { return in.Has == nil || in.Has(n.Package.Path, n.Name) }
	for _, n := range r.Match.names() {
		if !has(n) {
			return nil, n.String() + " does not exist in this version"
		}
	}
	for _, m := range r.Match.members() {
		if in.HasField != nil && !in.HasField(m.Type.Package.Path, m.Type.Name, m.Member) {
			return nil, m.Type.String() + "." + m.Member + " does not exist in this version"
		}
	}
	match, gone := r.Match.trim(has)
	var names []string
	for _, n := range gone {
		names = append(names, n.String())
	}
	switch len(names) {
	case 0:
		return match, ""
	case 1:
		return match, names[0] + " does not exist in this version"
	}
	return match, strings.Join(names, ", ") + " do not exist in this version"
}

// version returns the user's version of c's own module, or "" where that is not known.
func (in Installed) version(c Client) string {
	if in.Version == nil || len(c.Modules) == 0 {
		return ""
	}
	return in.Version(c.Modules[0].Path)
}

// olderThan reports whether one version of a module comes before another. Both are vX.Y.Z, and what follows a hyphen does
// not count: a commit after a release has the next one's number.
func olderThan(v, than string) bool {
	lang := func(v string) string {
		v, _, _ = strings.Cut(v, "-")
		v, _, _ = strings.Cut(v, "+")
		return "go" + strings.TrimPrefix(v, "v")
	}
	return version.Compare(lang(v), lang(than)) < 0
}

// String returns the name as Go code outside of its package has it.
func (n Name) String() string { return n.Package.Name + "." + n.Name }
