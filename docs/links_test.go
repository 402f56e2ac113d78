package docs_test

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	codeFence  = regexp.MustCompile("(?ms)^```.*?^```$")
	codeSpan   = regexp.MustCompile("`[^`\n]+`")
	inlineLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	namedLink  = regexp.MustCompile(`(?m)^\[[^\]]+\]: (\S+)`)
	anchorLine = regexp.MustCompile(`<a id="([^"]+)"></a>`)
	headline   = regexp.MustCompile(`(?m)^#+ (.+)$`)
	unsluggish = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// A link to a place in the repository leads somewhere: to a file or a folder, and to an anchor or a heading where it names one.
// Links to other places are not followed.
func TestNoLinkIsDead(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads everything")
	}
	links := 0
	for _, page := range pages(t) {
		text := read(t, page)
		text = codeFence.ReplaceAllString(text, "")
		withoutSpans := codeSpan.ReplaceAllString(text, "`")
		for _, m := range append(inlineLink.FindAllStringSubmatch(withoutSpans, -1), namedLink.FindAllStringSubmatch(withoutSpans, -1)...) {
			target, err := url.Parse(m[1])
			if err != nil {
				t.Errorf("%s links to %q: %v", page, m[1], err)
				continue
			}
			if target.IsAbs() {
				continue
			}
			links++
			to := page
			if target.Path != "" {
				to = filepath.Join(filepath.Dir(page), filepath.FromSlash(target.Path))
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
				continue
			}
			if target.Fragment != "" && !slices.Contains(anchors(t, to), target.Fragment) {
				t.Errorf("%s links to %s, which has no such heading", page, m[1])
			}
		}
	}
	if links < 20 {
		t.Errorf("looked at %d links", links)
	}
}

// Who reads README.md finds each page of docs by its links.
func TestNoPageIsOrphaned(t *testing.T) {
	found := map[string]bool{}
	var follow func(page string)
	follow = func(page string) {
		if found[page] || filepath.Ext(page) != ".md" {
			return
		}
		found[page] = true
		for _, m := range inlineLink.FindAllStringSubmatch(codeFence.ReplaceAllString(read(t, page), ""), -1) {
			if target, err := url.Parse(m[1]); err == nil && !target.IsAbs() && target.Path != "" {
				follow(filepath.Join(filepath.Dir(page), filepath.FromSlash(target.Path)))
			}
		}
	}
	follow(filepath.Join(root, "README.md"))
	for _, page := range pages(t) {
		if strings.HasPrefix(page, filepath.Join(root, "docs")+string(filepath.Separator)) && !found[page] {
			t.Errorf("no page that README.md leads to has a link to %s", page)
		}
	}
	if len(found) < 10 {
		t.Errorf("looked at %d pages", len(found))
	}
}

// anchors returns what links into a page can name: its own anchors, and its headings as GitHub names them.
func anchors(t *testing.T, page string) []string {
	t.Helper()
	if filepath.Ext(page) != ".md" {
		return nil
	}
	text := codeFence.ReplaceAllString(read(t, page), "")
	var names []string
	for _, m := range anchorLine.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	for _, m := range headline.FindAllStringSubmatch(text, -1) {
		slug := unsluggish.ReplaceAllString(strings.ToLower(anchorLine.ReplaceAllString(m[1], "")), "")
		names = append(names, strings.ReplaceAll(slug, " ", "-"))
	}
	return names
}

// pages returns the Markdown files of the repository.
func pages(t *testing.T) []string {
	t.Helper()
	var found []string
	visit := func(path string) {
		if filepath.Ext(path) == ".md" {
			found = append(found, path)
		}
	}
	walk(t, func(string) bool { return true }, visit)
	hidden, err := filepath.Glob(filepath.Join(root, ".github", "*.md")) // walk leaves hidden folders out
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob(filepath.Join(root, ".github", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(found, hidden, deeper)
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
