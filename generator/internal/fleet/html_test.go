package fleet

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The page needs nothing else, is readable for people who do not see it, and has a table for each plot. What comes from the
// annotation is text in it.
func TestThePageStandsAlone(t *testing.T) {
	c := Compare(context.Background(), outage(Slow), retrying().WithBudget(0.2), quiet)
	var b bytes.Buffer
	if err := c.WriteHTML(&b, "Store.Fetch", "backoff:retry 4 giveup=`a < b && \"</code><script>\"`"); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		`<html lang="en">`, `<meta name="viewport" content="width=device-width`, "<title>Store.Fetch through an outage</title>", "prefers-color-scheme: dark",
		"a &lt; b &amp;&amp; &#34;&lt;/code&gt;&lt;script&gt;", "As annotated: " + c.Verdict + ".",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{"http:", "https:", "//cdn", "<script", "src=", "url(", "@import", "NaN", "ZgotmplZ"} {
		if strings.Contains(text, not) {
			t.Errorf("the page has %q", not)
		}
	}
	const plots = 5
	if svgs, tables := strings.Count(text, `role="img"`), strings.Count(text, "<table>"); svgs != 3*plots || tables != svgs+1 {
		t.Errorf("%d plots and %d tables", svgs, tables)
	}
	if labels := regexp.MustCompile(`<svg [^>]*role="img" aria-label="[^"]+"`).FindAllString(text, -1); len(labels) != 3*plots {
		t.Errorf("%d of the plots have a name", len(labels))
	}
	if rows := strings.Count(text, "<td>-</td>"); rows == 0 {
		t.Error("samples in which no call ended are said to have a duration")
	}
	wellFormed(t, text)
	inside(t, text)
}

// wellFormed fails unless each element ends.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(text, "<!DOCTYPE html>")))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// inside fails if a path leads out of its plot.
func inside(t *testing.T, text string) {
	t.Helper()
	number := regexp.MustCompile(`-?[0-9.]+`)
	curves := regexp.MustCompile(`<path class="(?:area|curve) \w+" d="([^"]*)"`).FindAllStringSubmatch(text, -1)
	if len(curves) < 3*5 {
		t.Fatalf("there are %d curves", len(curves))
	}
	for _, c := range curves {
		numbers := number.FindAllString(c[1], -1)
		if len(numbers) < 4 || slices.ContainsFunc(numbers, func(s string) bool { return strings.HasPrefix(s, "-") || len(s) > 5 }) {
			t.Fatalf("a curve leaves its plot: %s", c[1])
		}
	}
}
