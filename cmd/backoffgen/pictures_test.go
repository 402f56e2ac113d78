package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/golden/update"
)

// The pictures of README.md and docs/ are those of the pages that the commands write of the quickstart: docs/timeline.svg is that of
// explain -html, and docs/outage.svg that of simulate -html.
func TestPicturesAreThoseOfThePages(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors round a simulation's floating-point numbers differently, by a hair")
	}
	dir := t.TempDir()
	explained, simulated := filepath.Join(dir, "explain.html"), filepath.Join(dir, "simulate.html")
	for _, args := range [][]string{
		{"explain", "-html", explained, "../../golden/quickstart"},
		{"simulate", "-outage", "10s+5s:slow", "-html", simulated, "../../golden/quickstart"},
	} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q ends with %d: %s", args, code, &stderr)
		}
	}
	update.File(t, "../../docs/timeline.svg", timelinePicture(t, read(t, explained)))
	update.File(t, "../../docs/outage.svg", outagePicture(t, read(t, simulated)))
}

// timelinePicture is the first picture of a page of explain, as a file of its own.
func timelinePicture(t *testing.T, page string) string {
	t.Helper()
	figure := find(t, page, `(?s)<figure>.*?</figure>`, 1)[0][0]
	picture := find(t, figure, `(?s)<svg height="(\d+)".*?>\n(.*?)</svg>`, 1)[0]
	return standalone(t, page, 720, picture[1], picture[2])
}

// outagePicture is the first plot of a page of simulate, in which the runs stand beside each other.
func outagePicture(t *testing.T, page string) string {
	t.Helper()
	section := find(t, page, `(?s)<section>.*?</section>`, 1)[0][0]
	var b strings.Builder
	const wide, gap = 180, 66
	for i, panel := range find(t, section, `(?s)<h3>(.*?)</h3>\n<svg class="plot" height="(\d+)".*?>\n(.*?)</svg>\n<details>`, 3) {
		fmt.Fprintf(&b, "<svg class=\"plot\" x=\"%d\" y=\"20\" width=\"%d\" height=\"%s\">\n<text class=\"run\" x=\"0\" y=\"-4\">%s</text>\n%s</svg>\n", gap*3/4+i*(wide+gap), wide, panel[2], panel[1], panel[3])
	}
	return standalone(t, page, 3*(wide+gap), "186", b.String())
}

// find returns the first n places of a page that an expression matches.
func find(t *testing.T, page, expression string, n int) [][]string {
	t.Helper()
	found := regexp.MustCompile(expression).FindAllStringSubmatch(page, n)
	if len(found) != n {
		t.Fatalf("the page has %d of %s, want %d", len(found), expression, n)
	}
	return found
}

// ofPictures are the lines of a page's style that are about pictures, by what they begin with.
var ofPictures = regexp.MustCompile(`^(:root|@media screen|  |\}|svg text|\.(axis|limit|first|band|area|curve|plot|lane|bar|dot|cut)\b)`)

// standalone makes a file of what is inside of a picture of a page, with the style that it has there.
func standalone(t *testing.T, page string, width int, height, content string) string {
	t.Helper()
	var style strings.Builder
	for line := range strings.Lines(find(t, page, `(?s)<style>\n(.*?)</style>`, 1)[0][1]) {
		if ofPictures.MatchString(line) {
			style.WriteString(line)
		}
	}
	text := fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%s\">\n<style>\n%s.plot { overflow: visible; margin: 0 }\n.run { fill: var(--fore) }\n</style>\n<rect width=\"100%%\" height=\"100%%\" fill=\"var(--panel)\"/>\n%s</svg>\n",
		width, height, html.EscapeString(style.String()), content)
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return text
		} else if err != nil {
			t.Fatal(err)
		}
	}
}
