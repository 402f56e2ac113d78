package generator

import (
	"regexp"
	"testing"
)

func TestRules(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Code] {
			t.Errorf("there are two rules of the code %s", r.Code)
		}
		seen[r.Code] = true
		if !kebab.MatchString(r.Code) || r.Meaning == "" {
			t.Errorf("the rule %+v is not as rules are", r)
		}
	}
	for _, code := range []string{"syntax-error", "unknown-key", FailedImport, MissingRuntime} {
		if !seen[code] {
			t.Errorf("there is no rule of the code %s", code)
		}
	}
}
