package main

import (
	"errors"
	"os"
	"slices"
	"strings"
)

// equivalent reads equivalent.txt: lines with a mutant, as it prints itself, a tab, and the reason why nobody can see it. It returns
// those that there are, and the lines about none. Lines about another target are left out.
func equivalent(of target, mutants []mutant) (known map[string]bool, unused []string, err error) {
	text, err := os.ReadFile("equivalent.txt")
	if err != nil {
		return nil, nil, err
	}
	known = map[string]bool{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, _ := strings.Cut(line, "\t")
		if strings.TrimSpace(reason) == "" {
			return nil, nil, errors.New("equivalent.txt gives no reason for " + name)
		}
		if !of.has(name) {
			continue
		}
		known[name] = true
		if !slices.ContainsFunc(mutants, func(m mutant) bool { return m.String() == name }) {
			unused = append(unused, name)
		}
	}
	return known, unused, nil
}
