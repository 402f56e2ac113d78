package docs_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	shownFile = regexp.MustCompile("(?ms)^<!-- file ([^\n]+) -->\n```\\w*\n(.*?)^```\n<!-- /file -->$")
	showsFile = regexp.MustCompile(`(?m)^<!-- file `)
)

// What a page shows of a file between <!-- file PATH --> and <!-- /file --> stands there, whole lines in the same order: those
// that the page leaves out are marked by a line with nothing but …
func TestShownFilesAreCurrent(t *testing.T) {
	shown := 0
	for _, page := range pages(t) {
		text := read(t, page)
		found := shownFile.FindAllStringSubmatch(text, -1)
		if begun := len(showsFile.FindAllString(text, -1)); begun != len(found) {
			t.Errorf("%s: %d files begin, and %d are well-formed", page, begun, len(found))
		}
		for _, m := range found {
			shown++
			rest := "\n" + read(t, filepath.Join(root, filepath.FromSlash(m[1])))
			for part := range strings.SplitSeq("\n"+m[2], "\n…\n") {
				_, after, ok := strings.Cut(rest, "\n"+strings.Trim(part, "\n")+"\n")
				if !ok {
					t.Errorf("%s shows what %s does not have there:\n%s", page, m[1], part)
				}
				rest = "\n" + after
			}
		}
	}
	if shown < 5 {
		t.Errorf("looked at %d files", shown)
	}
}
