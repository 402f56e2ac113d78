package page

import (
	"strings"
	"testing"
	"time"
)

// Durations have no zeros at their ends, and all of their other digits.
func TestShort(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0s", time.Minute: "1m", time.Hour: "1h", 10 * time.Minute: "10m", 90 * time.Second: "1m30s", time.Hour + time.Second: "1h0m1s", 100 * time.Hour: "100h", 1500 * time.Millisecond: "1.5s",
		10 * time.Second: "10s", time.Hour + 20*time.Minute: "1h20m",
	} {
		if got := Short(d); got != want {
			t.Errorf("%v is %s, want %s", d, got, want)
		}
	}
}

// A fragment has the content alone, and the style of its template is to be had apart from it.
func TestFragments(t *testing.T) {
	kind := Parse(`{{define "style"}}.x { color: red }{{end}}{{define "content"}}<p>{{.}}</p>{{end}}`)
	var whole, part strings.Builder
	if err := kind.Write(&whole, "a < b", "x & y"); err != nil {
		t.Fatal(err)
	}
	if err := kind.WriteFragment(&part, "content", "x & y"); err != nil {
		t.Fatal(err)
	}
	if part.String() != "<p>x &amp; y</p>" {
		t.Errorf("the fragment is %s", &part)
	}
	for _, want := range []string{"<title>a &lt; b</title>", part.String(), ".x { color: red }"} {
		if !strings.Contains(whole.String(), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if style := Style(kind); !strings.HasSuffix(style, ".x { color: red }") || !strings.Contains(style, ":root {") || !strings.Contains(whole.String(), strings.TrimSuffix(style, ".x { color: red }")) {
		t.Errorf("the style is %s", style)
	}
}
