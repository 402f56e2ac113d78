package docs_test

import (
	"cmp"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/docs"
)

// The rules are in the order of their numbers, each once, and none is empty.
func TestRulesAreNumbered(t *testing.T) {
	all := docs.Rules()
	for i, r := range all {
		if r.Title == "" || r.Text == "" || strings.Contains(r.Text, "<a id=") {
			t.Errorf("rule %s is not as rules are: %+v", r.Number, r)
		}
		if i > 0 && compare(all[i-1].Number, r.Number) >= 0 {
			t.Errorf("rule %s stands below rule %s", r.Number, all[i-1].Number)
		}
	}
	if r, ok := docs.Find("3.4f"); !ok || r.Number != "3.4f" {
		t.Errorf("rule 3.4f is %+v, %t", r, ok)
	}
	if r, ok := docs.Find("3.99"); ok {
		t.Errorf("rule 3.99 is %+v", r)
	}
}

// A heading below a section is a rule, and its anchor has its number.
func TestHeadingsAreRules(t *testing.T) {
	text, err := os.ReadFile("rules.md")
	if err != nil {
		t.Fatal(err)
	}
	anchor := regexp.MustCompile(`^####? <a id="rule-(\S+)"></a>(\S+) \S`)
	var rules int
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "###") {
			continue
		}
		m := anchor.FindStringSubmatch(line)
		if m == nil || m[1] != m[2] {
			t.Errorf("%q is not the heading of a rule", line)
		}
		rules++
	}
	if rules != len(docs.Rules()) {
		t.Errorf("of %d headings %d are read", rules, len(docs.Rules()))
	}
}

// compare orders numbers of rules: 3.4, 3.4a, 3.10.
func compare(a, b string) int {
	major := func(s string) int { n, _, _ := strings.Cut(s, "."); return number(n) }
	minor := func(s string) int { _, n, _ := strings.Cut(s, "."); return number(strings.TrimRight(n, letters)) }
	return cmp.Or(major(a)-major(b), minor(a)-minor(b), strings.Compare(a, b))
}

const letters = "abcdefghijklmnopqrstuvwxyz"

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
