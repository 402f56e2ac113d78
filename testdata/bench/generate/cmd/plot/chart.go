package main

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
)

// A chart has lines over the same places, in units of x and y.
type chart struct {
	title, x, y string
	xs          []float64
	lines       []line
}

// A line has at each place the value that counts, and the least and the most that was measured.
type line struct {
	name           string
	mid, low, high []float64
}

func (l *line) add(mid float64, values []float64) {
	l.mid = append(l.mid, mid)
	l.low = append(l.low, slices.Min(values))
	l.high = append(l.high, slices.Max(values))
}

const (
	width, height            = 760, 400
	left, right, top, bottom = 70, 190, 50, 50
)

// Colors that can be told from each other also by those who see less of them.
var colors = [...]string{"#0072b2", "#d55e00", "#888888", "#009e73"}

// svg draws the chart. A vertical stroke at each point goes from the least to the most that was measured, as far as the
// drawing goes.
func (c chart) svg() string {
	maxX, maxY := slices.Max(c.xs), 0.0
	for _, l := range c.lines {
		maxY = max(maxY, slices.Max(l.mid))
	}
	stepX, stepY := step(maxX), step(maxY)
	endY := math.Ceil(maxY/stepY) * stepY
	x := func(v float64) float64 { return left + v/maxX*(width-left-right) }
	y := func(v float64) float64 { return height - bottom - min(v/endY, 1)*(height-top-bottom) }

	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" font-family="sans-serif" font-size="13">`+"\n", width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n"+`<rect width="%d" height="%d" fill="white"/>`+"\n", html.EscapeString(c.title), width, height)
	fmt.Fprintf(&b, `<text x="%d" y="26" font-size="15">%s</text>`+"\n", left, html.EscapeString(c.title))
	for v := 0.0; v <= endY; v += stepY {
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="#dddddd"/><text x="%d" y="%.1f" text-anchor="end">%g</text>`+"\n",
			left, y(v), width-right, left-8, y(v)+4, v)
	}
	for v := 0.0; v <= maxX; v += stepX {
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">%g</text>`+"\n", x(v), height-bottom+20, v)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text><text x="%d" y="%d">%s</text>`+"\n",
		width-right, height-12, html.EscapeString(c.x), 8, top-10, html.EscapeString(c.y))
	for i, label := range c.labels(y) {
		l, color := c.lines[i], colors[i%len(colors)]
		var points []string
		for j, v := range l.mid {
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(c.xs[j]), y(v)))
			fmt.Fprintf(&b, `<path d="M%.1f %.1fV%.1f" stroke="%s" opacity="0.35" stroke-width="3"/>`+"\n", x(c.xs[j]), y(l.low[j]), y(l.high[j]), color)
		}
		fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.Join(points, " "), color)
		fmt.Fprintf(&b, `<text x="%d" y="%.1f" fill="%s">%s</text>`+"\n", width-right+16, label, color, html.EscapeString(l.name))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// labels returns how high the name of each line is written: at its end, but not over one another.
func (c chart) labels(y func(float64) float64) []float64 {
	order := make([]int, len(c.lines))
	for i := range order {
		order[i] = i
	}
	last := func(i int) float64 { return c.lines[i].mid[len(c.lines[i].mid)-1] }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(last(b), last(a)) })
	labels := make([]float64, len(order))
	for rank, i := range order {
		labels[i] = y(last(i)) + 4
		if rank > 0 {
			labels[i] = max(labels[i], labels[order[rank-1]]+17)
		}
	}
	return labels
}

// step returns a round distance that fits into most four to ten times.
func step(most float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(most)))
	switch n := most / unit; {
	case n < 2:
		return unit / 5
	case n < 5:
		return unit / 2
	default:
		return unit
	}
}

// markdown returns the values that count as a table.
func (c chart) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |", c.x)
	for _, l := range c.lines {
		fmt.Fprintf(&b, " %s (%s) |", l.name, c.y)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(c.lines)) + "\n")
	for j, v := range c.xs {
		fmt.Fprintf(&b, "| %g |", v)
		for _, l := range c.lines {
			fmt.Fprintf(&b, " %.0f |", l.mid[j])
		}
		b.WriteString("\n")
	}
	return b.String()
}
