package directive

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// methodsName is the name of the key that chooses the methods of a line. It is about the line and not about the policy, so
// it is not in the table of a policy's keys.
const methodsName = "methods"

// MethodsKey returns the key that chooses the methods that a line on an interface or an embedded line is for.
func MethodsKey() keys.Key {
	return keys.Key{Name: methodsName, Kind: keys.KindMethods, Default: "all", Ring: keys.Specialist,
		Doc:   "on an interface or an embedded line: the methods that this line is for; a name may end in *",
		Meant: []string{"method", "only", "for", "include", "names"}}
}

// A Pattern is one entry of methods=: the name of a method, or how names begin, followed by a *.
type Pattern struct{ Word }

// IsName reports whether the pattern is the name of one method.
func (p Pattern) IsName() bool { return !strings.HasSuffix(p.Text, "*") }

// Stem returns the pattern without its *.
func (p Pattern) Stem() string { return strings.TrimSuffix(p.Text, "*") }

// Matches reports whether the pattern is for the method with a name.
func (p Pattern) Matches(name string) bool {
	if p.IsName() {
		return name == p.Text
	}
	return strings.HasPrefix(name, p.Stem())
}

// ParsePatterns reads patterns that are not in an annotation.
func ParsePatterns(list []string) ([]Pattern, error) {
	var patterns []Pattern
	for _, text := range list {
		p := Pattern{Word{Text: text}}
		if !p.isValid() {
			return nil, fmt.Errorf("%q is not the name of a method, nor the beginning of one and a *", text)
		}
		patterns = append(patterns, p)
	}
	return patterns, nil
}

// isValid reports whether a method may match the pattern.
func (p Pattern) isValid() bool {
	stem := p.Stem()
	return stem != "_" && (token.IsIdentifier(stem) || !p.IsName() && stem == "")
}

// A Selection is the value of methods=: which methods of its place a line is for.
type Selection struct {
	Given    bool // methods is written, although Patterns may lack what was wrong in it
	Key, End token.Pos
	Patterns []Pattern
}

// Match returns the pattern of s that is for the method with a name: the method's own name before others.
func (s Selection) Match(name string) (Pattern, bool) {
	var found *Pattern
	for i := range s.Patterns {
		p := &s.Patterns[i]
		if p.Matches(name) && (found == nil || p.IsName()) {
			found = p
		}
	}
	if found == nil {
		return Pattern{}, false
	}
	return *found, true
}

// String returns the patterns as they are written.
func (s Selection) String() string {
	words := make([]string, len(s.Patterns))
	for i, p := range s.Patterns {
		words[i] = p.Text
	}
	return strings.Join(words, ",")
}

// Choose returns the line for the method with a name among those of one place: one that names it, otherwise one with a
// pattern for it, otherwise the one without methods; nil where there is none. Named reports whether it names the method.
func Choose(lines []*Policy, name string) (chosen *Policy, named bool) {
	rank := 0
	for _, p := range lines {
		is := 1
		if p.Methods.Given {
			pattern, ok := p.Methods.Match(name)
			switch {
			case !ok:
				continue
			case pattern.IsName():
				is = 3
			default:
				is = 2
			}
		}
		if is > rank {
			chosen, rank = p, is
		}
	}
	return chosen, rank == 3
}

// readSelection reads the value of methods=.
func (r *reader) readSelection(a assignment) Selection {
	e := a.val.trim().expr(a.directive, a.key)
	s := Selection{Given: true, Key: e.KeyPos, End: e.End}
	first := map[string]token.Pos{}
	for _, entry := range e.Entries() {
		p := Pattern{Word{entry.Text, entry.Pos, entry.End}}
		switch {
		case entry.Text == "":
			d := r.report(diag.Error, diag.BadValue, entry.Pos, entry.End, "empty entry in methods; expected "+a.spec.Expected())
			if entry.End == e.End {
				d.Hint = "a list with spaces needs quotes: methods=\"A, B\""
			}
		case !p.isValid():
			d := r.report(diag.Error, diag.BadValue, entry.Pos, entry.End, "methods has the entry "+entry.Text+"; expected "+a.spec.Expected())
			if i := strings.LastIndex(entry.Text, "."); i >= 0 && token.IsIdentifier(entry.Text[i+1:]) {
				d.Hint = "without what stands before the point: " + entry.Text[i+1:]
			} else if strings.Contains(p.Stem(), "*") {
				d.Hint = "a * stands at the end, for names that begin alike"
			}
		case first[entry.Text].IsValid():
			r.report(diag.Error, diag.BadValue, entry.Pos, entry.End, "methods has "+entry.Text+" twice").Related =
				[]diag.Related{{Pos: r.fset.Position(first[entry.Text]), Message: "given here first"}}
		default:
			first[entry.Text] = entry.Pos
			s.Patterns = append(s.Patterns, p)
		}
	}
	return s
}

// withoutMethods returns the text of a directive without its methods: two lines that differ only in them say the same.
func (r *reader) withoutMethods(rd *rawDirective, p *Policy) string {
	if !p.Methods.Given {
		return strings.Join(strings.Fields(p.Text), " ")
	}
	words := []string{rd.verb}
	for _, line := range rd.lines() {
		before := len(r.diags)
		for _, w := range r.splitWords(line) {
			if key, _, ok := w.cutKey(r.keysOf(p.Verb)); !ok || key.text != methodsName {
				words = append(words, line.raw[w.begin:w.stop])
			}
		}
		r.diags = r.diags[:before] // they were reported when the line was read
	}
	return "backoff:" + strings.Join(words, " ")
}
