package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/backoffgen/backoffgen/golden/update"
)

// A box is a package's place in the drawing: the middle of its box, and its row from the top.
type box struct {
	path   string // without the module's
	x, row int
}

// boxes are the packages of the drawing. A new one gets a place where its arrows cross few others.
var boxes = []box{
	{"cmd/backoffgen", 400, 0}, {"docs", 840, 1},
	{"generator/analyzer", 150, 1}, {"generator", 530, 1}, {"generator/internal/playground", 690, 1},
	{"generator/internal/reference", 100, 2}, {"generator/internal/load", 225, 2}, {"generator/internal/draft", 450, 2}, {"generator/internal/resolve", 540, 3}, {"generator/internal/wiring", 350, 2}, {"generator/internal/durable", 655, 2}, {"generator/internal/emit", 690, 3}, {"generator/internal/explain", 770, 2}, {"generator/internal/fleet", 890, 2},
	{"generator/internal/page", 920, 3},
	{"generator/internal/output", 90, 4}, {"generator/internal/stdlib", 240, 4}, {"generator/internal/directive", 430, 4}, {"generator/internal/plan", 850, 4},
	{"generator/internal/goname", 540, 5}, {"generator/diag", 680, 5}, {"generator/internal/clients", 800, 5}, {"generator/internal/virtual", 910, 5},
	{"runtime/decorate", 560, 6}, {"runtime/httphint", 870, 6},
	{"runtime", 720, 7},
	{"runtime/keys", 420, 8}, {"runtime/internal/engine", 780, 8},
	{"runtime/decision", 620, 9}, {"runtime/internal/attempt", 860, 9},
	{"runtime/internal/clock", 860, 10}, {"runtime/internal/shard", 420, 9},
}

// bands are the parts of the drawing, by their first and last rows.
var bands = []struct {
	name        string
	first, last int
	color       string
}{
	{"the command", 0, 0, "#eef3fa"}, {"the generator", 1, 5, "#f4f8ee"}, {"the runtime", 6, 10, "#fbf3ea"},
}

const (
	rowHeight = 62
	boxHeight = 26
	width     = 980
)

// The drawing in docs/architecture.md is made of the plan that TestArrows holds the packages to.
func TestArrowsAreDrawn(t *testing.T) {
	drawn := drawnArrows()
	var missing []string
	for path, imports := range drawn {
		for _, end := range append(imports, path) {
			if len(drawn[path]) > 0 && !slices.ContainsFunc(boxes, func(b box) bool { return b.path == end }) {
				missing = append(missing, end)
			}
		}
	}
	slices.Sort(missing)
	if missing = slices.Compact(missing); len(missing) > 0 {
		t.Fatalf("no box is drawn for %s", strings.Join(missing, ", "))
	}
	for _, b := range boxes {
		if _, ok := drawn[b.path]; !ok {
			t.Errorf("%s is drawn, and not in the plan", b.path)
		}
		for _, imported := range drawn[b.path] {
			if to := find(imported); to.row <= b.row {
				t.Errorf("the arrow from %s to %s does not lead down", b.path, imported)
			}
		}
	}
	update.File(t, "../docs/architecture.svg", draw(drawn))
}

func find(path string) box {
	return boxes[slices.IndexFunc(boxes, func(b box) bool { return b.path == path })]
}

// drawnArrows returns the arrows without those that lead where others lead as well, by way of a third package.
func drawnArrows() map[string][]string {
	within, _, _ := arrows()
	leads := map[string]map[string]bool{} // where a package leads in any number of steps
	var reach func(path string) map[string]bool
	reach = func(path string) map[string]bool {
		if leads[path] == nil {
			leads[path] = map[string]bool{}
			for _, imported := range within[path] {
				leads[path][imported] = true
				maps.Copy(leads[path], reach(imported))
			}
		}
		return leads[path]
	}
	short := func(path string) string { return strings.TrimPrefix(path, modulePath+"/") }
	drawn := map[string][]string{}
	for path, imports := range within {
		drawn[short(path)] = nil
		for _, imported := range imports {
			if !slices.ContainsFunc(imports, func(other string) bool { return reach(other)[imported] }) {
				drawn[short(path)] = append(drawn[short(path)], short(imported))
			}
		}
	}
	return drawn
}

// draw returns the drawing as an SVG.
func draw(arrows map[string][]string) string {
	var b strings.Builder
	height := (bands[len(bands)-1].last + 1) * rowHeight
	top := func(row int) int { return row*rowHeight + (rowHeight-boxHeight)/2 }
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" font-family="sans-serif" font-size="13">
<title>Which package imports which</title>
<defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0 0L8 4L0 8Z" fill="#555555"/></marker></defs>
<rect width="%[1]d" height="%[2]d" fill="white"/>
`, width, height)
	for _, band := range bands {
		fmt.Fprintf(&b, "<rect y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", band.first*rowHeight+2, width, (band.last-band.first+1)*rowHeight-4, band.color)
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#777777\">%s</text>\n", width-10, band.first*rowHeight+20, band.name)
	}
	for _, from := range boxes {
		for _, path := range arrows[from.path] {
			to := find(path)
			y1, y2 := top(from.row)+boxHeight, top(to.row)
			middle := (y1 + y2) / 2
			fmt.Fprintf(&b, "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"#555555\" marker-end=\"url(#head)\"/>\n",
				from.x, y1, from.x, middle, to.x, middle, to.x, y2)
		}
	}
	for _, box := range boxes {
		name := strings.TrimPrefix(box.path, "generator/internal/")
		w := 8*len(name) + 16
		fmt.Fprintf(&b, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"white\" stroke=\"#333333\"/>", box.x-w/2, top(box.row), w, boxHeight)
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", box.x, top(box.row)+17, name)
	}
	b.WriteString("</svg>\n")
	return b.String()
}
