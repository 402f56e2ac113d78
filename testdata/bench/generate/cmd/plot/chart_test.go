package main

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func sample() chart {
	c := chart{title: "a < b", x: "n", y: "ms", xs: []float64{1, 2}, lines: []line{{name: "slow & old"}, {name: "fast"}}}
	for _, n := range c.xs {
		c.lines[0].add(200*n, []float64{100 * n, 300 * n, 200 * n})
		c.lines[1].add(199*n, []float64{199 * n})
	}
	return c
}

func TestDrawingIsXML(t *testing.T) {
	svg := sample().svg()
	for decoder := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
	}
	for _, want := range []string{"a &lt; b", "slow &amp; old", ">400</text>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%q is missing in\n%s", want, svg)
		}
	}
}

func TestLabelsAreNotOverOneAnother(t *testing.T) {
	got := sample().labels(func(v float64) float64 { return 500 - v })
	if want := []float64{104, 121}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestMarkdownHasWhatCounts(t *testing.T) {
	want := "| n | slow & old (ms) | fast (ms) |\n|---|---|---|\n| 1 | 200 | 199 |\n| 2 | 400 | 398 |\n"
	if got := sample().markdown(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestStepsAreRound(t *testing.T) {
	for most, want := range map[float64]float64{1: 0.2, 10: 2, 45: 5, 800: 100, 1200: 200} {
		if got := step(most); got != want {
			t.Errorf("up to %v: got %v, want %v", most, got, want)
		}
	}
}
