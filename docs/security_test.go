package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each promise of SECURITY.md, a point of a list below a heading that says who promises, ends with a comment that names its tests: Go
// tests, or cases of testdata/script and testdata/diag. These exist.
// Rules 2.20 and 2.21: So both do.
func TestPromisesHaveTests(t *testing.T) {
	exists := map[string]bool{}
	for _, test := range goTests(t) {
		name, _, _ := strings.Cut(test.where, " ")
		exists[name] = true
	}
	for _, folder := range []string{"diag", "script"} {
		for _, test := range cases(t, "testdata/"+folder) {
			exists[folder+"/"+strings.TrimSuffix(filepath.Base(test.where), ".txtar")] = true
		}
	}
	text, err := os.ReadFile(filepath.Join(root, "SECURITY.md"))
	if err != nil {
		t.Fatal(err)
	}
	comment := regexp.MustCompile(`(?s)\n  <!-- tests: ([^>]*) -->\s*$`)
	promises := 0
	for section := range strings.SplitSeq(string(text), "\n## ") {
		head, body, _ := strings.Cut(section, "\n")
		if !strings.HasSuffix(head, " promises") {
			continue
		}
		body, _, _ = strings.Cut(body, "\n\n[") // the rules
		for point := range strings.SplitSeq("\n"+body, "\n- ") {
			if !strings.Contains(point, "<!--") && !strings.Contains(body, "- "+point) {
				continue // what stands before the first
			}
			promises++
			m := comment.FindStringSubmatch(point)
			if m == nil {
				t.Errorf("%s: there is no test of %q", head, strings.SplitN(point, "\n", 2)[0])
				continue
			}
			for _, name := range strings.Fields(m[1]) {
				if !exists[name] {
					t.Errorf("%s: the test %s does not exist", head, name)
				}
			}
		}
	}
	if promises < 12 {
		t.Errorf("%d promises were found", promises)
	}
}
