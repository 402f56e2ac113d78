package explain

import (
	"slices"

	"github.com/backoffgen/backoffgen/generator/internal/clients"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// classes says what the errors and responses are that m's policy names by their clients, one class after the other, and what
// these clients do by themselves.
func classes(m *plan.Method) (named []Class, beware []string) {
	for _, c := range m.Classes() {
		if slices.ContainsFunc(m.Policy.Errors, func(e plan.Matcher) bool { return e.Except && e.Class == c }) {
			continue
		}
		for _, class := range c.Classes {
			told := Class{"@" + c.Client.Name + "." + string(class), wordsOf(c, class)}
			same := func(other Class) bool { return other.Name == told.Name && slices.Equal(other.Words, told.Words) }
			if len(told.Words) > 0 && !slices.ContainsFunc(named, same) {
				named = append(named, told)
			}
		}
		if warning := c.Client.Warning(); warning != "" && !slices.Contains(beware, warning) {
			beware = append(beware, warning)
		}
	}
	return named, beware
}

// wordsOf says what a predicate matches of a class, rule by rule.
func wordsOf(c *plan.Class, class clients.Class) []string {
	var words []string
	for _, s := range c.Steps {
		for _, r := range s.Rules {
			if s.Returns && r.Class == class {
				words = append(words, r.Words)
			}
		}
	}
	for _, r := range c.Responses {
		if r.Class == class {
			words = append(words, r.Words)
		}
	}
	return words
}
