// Package docs is the repository's documentation. The command prints rules of it, so they are compiled in; nothing here is
// of use to other programs.
package docs

import (
	_ "embed" // for rules.md
	"regexp"
	"slices"
	"strings"
)

//go:embed rules.md
var rules string

// A Rule is one of rules.md.
type Rule struct {
	Number string // such as "3.4" or "3.4a"
	Title  string
	Text   string // Markdown, without the heading; no final newline
}

// heading is the heading of a rule, with the anchor that links to it end in.
var heading = regexp.MustCompile(`(?m)^####? <a id="rule-([0-9a-z.]+)"></a>([0-9a-z.]+) (.+)$`)

// Rules returns all rules in their order. The slice is the caller's own.
func Rules() []Rule {
	var all []Rule
	at := heading.FindAllStringSubmatchIndex(rules, -1)
	for i, h := range at {
		end := len(rules)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		text, _, _ := strings.Cut(rules[h[1]:end], "\n## ") // the last rule of a section
		all = append(all, Rule{Number: rules[h[4]:h[5]], Title: rules[h[6]:h[7]], Text: strings.TrimSpace(text)})
	}
	return all
}

// Find returns the rule of a number, and reports whether there is one.
func Find(number string) (Rule, bool) {
	all := Rules()
	i := slices.IndexFunc(all, func(r Rule) bool { return r.Number == number })
	if i < 0 {
		return Rule{}, false
	}
	return all[i], true
}
