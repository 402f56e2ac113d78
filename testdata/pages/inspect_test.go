package pages

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// What looks at pages finds what is wrong with a bad one.
func TestABadPageLooksBad(t *testing.T) {
	path, err := filepath.Abs("bad.html")
	if err != nil {
		t.Fatal(err)
	}
	tab := open(t, newBrowser(t), views()[1], (&url.URL{Scheme: "file", Path: path}).String())
	var found []string
	run(t, tab, chromedp.Evaluate(inspect, &found))
	for _, want := range []string{
		"the page is 2", "“words outside” leaves the window", "“words below” and “words above” overlap", "“words that are cut off here” is cut off by div", "“words in grey” has a contrast of 2.32",
		"“words that are small” is only 8 high", "“words on a bar” has a contrast of 1.", "a bar first has a contrast of 1.", "a picture has no name", "a picture has no table", "bare has no label",
	} {
		if !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("it is not found that %s", want)
		}
	}
	for _, s := range found {
		if strings.Contains(s, "fine words") {
			t.Error(s)
		}
	}
	if t.Failed() {
		t.Logf("%q", found)
	}
}
