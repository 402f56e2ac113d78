package generator

import (
	"fmt"
	"strings"
	"testing"
)

// Rule 2.20: What is nested too deep is told of where it stands: a type, in the package and in one that it imports, a type literal, and
// an expression.
func TestWhatIsTooDeepIsFound(t *testing.T) {
	var chain strings.Builder
	for i := range 300 {
		fmt.Fprintf(&chain, "type T%d struct{ x T%d }\n", i, i+1)
	}
	chain.WriteString("type T300 int\n")
	const method = "//backoff:retry 2\ntype S interface{ Do(%s) error }\n"
	for name, test := range map[string]struct{ source, want string }{
		"a type":        {"package s\n\n" + fmt.Sprintf(method, "T0") + chain.String(), "s.go:105:6: this type has more than 200 types within each other; backoffgen does not go deeper"},
		"an import":     {"package s\n\nimport \"example.com/m/deep\"\n\n" + fmt.Sprintf(method, "deep.T0"), "s.go:3:8: could not import example.com/m/deep (T100 in package example.com/m/deep: this type has more than 200 types within each other; backoffgen does not go deeper)"},
		"a literal":     {"package s\n\n" + fmt.Sprintf(method, strings.Repeat("[2]struct{ x ", 300)+"int"+strings.Repeat(" }", 300)), "this type has more than 200 types within each other; backoffgen does not go deeper"},
		"an expression": {"package s\n\ntype S interface {\n\t//backoff:retry 2 giveup=\"" + strings.Repeat("err != nil || ", 1001) + "err != nil\"\n\tDo() error\n}\n", "s.go:4:28: the expression is nested more than 1000 deep here"},
	} {
		dir := module(t, map[string]string{"s/s.go": test.source, "deep/deep.go": "package deep\n\nvar _ isNotThere // so that there is no export data\n\n" + chain.String()})
		result, err := Run(t.Context(), Config{Dir: dir, DryRun: true, Env: offline(), Patterns: []string{"./s"}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := ""
		for _, d := range result.Diagnostics {
			found += d.String() + "\n"
		}
		if !strings.Contains(found, test.want) || len(result.Changes) > 0 {
			t.Errorf("%s: %d changes, and\n%s", name, len(result.Changes), found)
		}
	}
}
