// Package dashboard reads docs/dashboard.json, for the tests that hold it against what otelbackoff exports.
package dashboard

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
)

// A Query is a PromQL expression, and the place in the dashboard where it stands.
type Query struct{ Place, Expr string }

// Queries returns all queries of a dashboard: of its panels and of its variables.
func Queries(file string) ([]Query, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var dashboard struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
		Templating struct {
			List []struct{ Name, Definition string }
		}
	}
	if err := json.Unmarshal(text, &dashboard); err != nil {
		return nil, err
	}
	var queries []Query
	for _, p := range dashboard.Panels {
		for _, t := range p.Targets {
			queries = append(queries, Query{p.Title, t.Expr})
		}
	}
	for _, v := range dashboard.Templating.List {
		if v.Definition != "" {
			queries = append(queries, Query{"$" + v.Name, v.Definition})
		}
	}
	return queries, nil
}

var (
	metric     = regexp.MustCompile(`\bbackoff_\w+(?:\{[^}]*\}|\b)`)
	selector   = regexp.MustCompile(`(\w+)\s*(?:=~|!~|!=|=)\s*"`)
	grouping   = regexp.MustCompile(`\bby\s*\(([^)]*)\)`)
	labelValue = regexp.MustCompile(`label_values\((\w+),\s*(\w+)\)`)
	word       = regexp.MustCompile(`\w+`)
)

// Uses returns the series that a query names, each with the labels that it must have: those that select it, and those that
// the query groups by.
func (q Query) Uses() map[string][]string {
	if m := labelValue.FindStringSubmatch(q.Expr); m != nil {
		return map[string][]string{m[1]: {m[2]}}
	}
	var grouped []string
	expr := grouping.ReplaceAllStringFunc(q.Expr, func(by string) string {
		grouped = append(grouped, word.FindAllString(grouping.FindStringSubmatch(by)[1], -1)...)
		return ""
	})
	uses := map[string][]string{}
	for _, found := range metric.FindAllString(expr, -1) {
		name := word.FindString(found)
		labels := append(uses[name], grouped...)
		for _, s := range selector.FindAllStringSubmatch(found, -1) {
			labels = append(labels, s[1])
		}
		slices.Sort(labels)
		uses[name] = slices.Compact(labels)
	}
	return uses
}
