package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	fence    = regexp.MustCompile("(?ms)^```.*?^```$")
	topTitle = regexp.MustCompile(`(?m)^# (.+)$`)
	pageLink = regexp.MustCompile(`\[([A-Z][^\]\n]+ [^\]\n]+)\]\(((?:docs/)?[a-z]+\.md)\)`) // by what looks like a title
)

// TestPagesHaveOneName: a page of the documentation has one title, and links use it, except those that are part of a
// sentence. The README lists a page once.
func TestPagesHaveOneName(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	titles := map[string]string{} // by file name
	for _, page := range pages {
		found := topTitle.FindAllStringSubmatch(prose(t, page), -1)
		if len(found) != 1 {
			t.Errorf("%s has %d titles, not one", page, len(found))
			continue
		}
		titles[filepath.Base(page)] = found[0][1]
	}
	for _, page := range append(pages, readme) {
		listed := map[string]bool{}
		for line := range strings.Lines(prose(t, page)) {
			for _, link := range pageLink.FindAllStringSubmatch(line, -1) {
				text, target := link[1], path.Base(link[2])
				if title := titles[target]; text != title {
					t.Errorf("%s calls %s %q, and not %q", page, link[2], text, title)
				}
				if strings.HasPrefix(line, "- [") && page == readme {
					if listed[target] {
						t.Errorf("%s lists %s twice", page, link[2])
					}
					listed[target] = true
				}
			}
		}
	}
}

// prose returns a page without its code.
func prose(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return fence.ReplaceAllString(string(text), "")
}
