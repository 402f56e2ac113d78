package fleet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/page"
)

// A plot shows a quantity over time, in a panel for each run. All panels have the same scale.
type plot struct {
	Title  string
	Legend []page.Legend
	Panels []panel
}

// A panel is a plot of one run.
type panel struct {
	Run           string
	Band, Limit   string // paths; empty when there are none
	Areas, Curves []shape
	Values, Times []page.Tick // at the axes; times are in percent of the plot's width
	Numbers       page.Table
}

type shape struct{ Class, D string }

// A quantity is what a plot shows of a sample.
type quantity struct {
	title   string
	stacked bool
	parts   []part
	limit   func(s *Scenario) float64 // nil when there is none
	named   string                    // what the limit is
	text    func(float64) string
	known   func(s *Sample) bool // whether a sample has it; nil when each has
}

type part struct {
	class, name string
	of          func(s *Sample, seconds float64) float64
}

// perSecond makes a part of a number that is counted.
func perSecond(class, name string, of func(*Sample) int64) part {
	return part{class, name, func(s *Sample, seconds float64) float64 { return float64(of(s)) / seconds }}
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', 4, 64) }

func inSeconds(f float64) string { return rounded(time.Duration(f * float64(time.Second))).String() }

func quantities() []quantity {
	return []quantity{
		{
			title: "Load: attempts in a second", stacked: true, text: number,
			limit: func(s *Scenario) float64 { return s.Capacity }, named: "what the service can carry out",
			parts: []part{
				perSecond("first", "first tries", func(s *Sample) int64 { return s.First }),
				perSecond("retries", "retries", func(s *Sample) int64 { return s.Retries }),
				perSecond("hedges", "hedges", func(s *Sample) int64 { return s.Hedges }),
			},
		},
		{
			title: "Calls that end in a second", text: number,
			parts: []part{
				perSecond("good", "succeed", func(s *Sample) int64 { return s.Succeeded }),
				perSecond("bad", "fail", func(s *Sample) int64 { return s.Failed }),
			},
		},
		{
			title: "Requests that wait for a server", text: number,
			parts: []part{{"first", "waiting", func(s *Sample, _ float64) float64 { return s.Queue }}},
		},
		{
			title: "How long calls take", text: inSeconds, known: func(s *Sample) bool { return s.Succeeded+s.Failed > 0 },
			parts: []part{
				{"first", "half of them at most", func(s *Sample, _ float64) float64 { return s.P50.Seconds() }},
				{"retries", "99 of 100 at most", func(s *Sample, _ float64) float64 { return s.P99.Seconds() }},
			},
		},
		{
			title: "Retries that a client's budget would grant", text: number,
			parts: []part{{"good", "tokens", func(s *Sample, _ float64) float64 { return s.Tokens }}},
		},
	}
}

// plots returns the plots of a comparison; that of budgets only where there is one.
func (c *Comparison) plots() []plot {
	var list []plot
	for _, q := range quantities() {
		top := 0.0
		for _, r := range c.Runs {
			for i := range r.Series {
				sum := 0.0
				for _, p := range q.parts {
					v := p.of(&r.Series[i], r.length(i))
					if sum += v; !q.stacked {
						top = max(top, v)
					}
				}
				if q.stacked {
					top = max(top, sum)
				}
			}
		}
		if q.limit != nil {
			top = max(top, q.limit(&c.Scenario))
		}
		if top == 0 {
			continue
		}
		top = roundUp(top)
		shown := plot{Title: q.title}
		for _, p := range q.parts {
			if q.stacked && !c.has(p) {
				continue
			}
			shown.Legend = append(shown.Legend, page.Legend{Class: p.class, Name: p.name})
		}
		if q.named != "" {
			shown.Legend = append(shown.Legend, page.Legend{Name: "dashed: " + q.named})
		}
		if c.Scenario.Outage.Kind != None {
			shown.Legend = append(shown.Legend, page.Legend{Name: "shaded: the outage"})
		}
		for i := range c.Runs {
			shown.Panels = append(shown.Panels, c.panel(&q, &c.Runs[i], top))
		}
		list = append(list, shown)
	}
	return list
}

// has reports whether any run has some of a part.
func (c *Comparison) has(p part) bool {
	return slices.ContainsFunc(c.Runs, func(r Run) bool {
		return slices.ContainsFunc(r.Series, func(s Sample) bool { return p.of(&s, 1) > 0 })
	})
}

// length returns how many seconds a sample is long.
func (r *Run) length(i int) float64 {
	if i+1 < len(r.Series) {
		return r.Every.Seconds()
	}
	return (r.Until - r.Series[i].At).Seconds()
}

// Where the axes are.
const (
	left, right = 46.0, 334.0
	up, down    = 8.0, 140.0
)

// panel draws a quantity of one run, up to the value at the top.
func (c *Comparison) panel(q *quantity, r *Run, top float64) panel {
	s := &c.Scenario
	x := func(t time.Duration) float64 { return left + (right-left)*float64(min(t, s.For))/float64(s.For) }
	y := func(v float64) float64 { return down - (down-up)*v/top }
	p := panel{Run: r.Name, Numbers: page.Table{Label: q.title + ", " + r.Name, Head: []string{"at"}}}
	if s.Outage.Kind != None {
		p.Band = fmt.Sprintf("M%.1f %.0fH%.1fV%.0fH%.1fZ", x(s.Outage.Begin), up, x(s.Outage.End()), down, x(s.Outage.Begin))
	}
	if q.limit != nil {
		p.Limit = fmt.Sprintf("M%.0f %.1fH%.0f", left, y(q.limit(s)), right)
	}
	below := make([]float64, len(r.Series))
	for i := range r.Series {
		p.Numbers.Rows = append(p.Numbers.Rows, []string{rounded(r.Series[i].At).String()})
	}
	for _, part := range q.parts {
		p.Numbers.Head = append(p.Numbers.Head, part.name)
		var forth, back strings.Builder
		verb := "M"
		for i := range r.Series {
			if q.known != nil && !q.known(&r.Series[i]) {
				p.Numbers.Rows[i] = append(p.Numbers.Rows[i], "-")
				verb = "M" // a gap
				continue
			}
			at := r.Series[i].At
			v := part.of(&r.Series[i], r.length(i))
			p.Numbers.Rows[i] = append(p.Numbers.Rows[i], q.text(v))
			middle := x(at + time.Duration(r.length(i)/2*float64(time.Second)))
			fmt.Fprintf(&forth, "%s%.1f %.1f", verb, middle, y(below[i]+v))
			verb = "L"
			if !q.stacked {
				continue
			}
			last := len(r.Series) - 1 - i
			fmt.Fprintf(&back, "L%.1f %.1f", x(r.Series[last].At+time.Duration(r.length(last)/2*float64(time.Second))), y(below[last]))
		}
		switch {
		case len(r.Series) == 0:
		case q.stacked:
			p.Areas = append(p.Areas, shape{part.class, forth.String() + back.String() + "Z"})
			for i := range r.Series {
				below[i] += part.of(&r.Series[i], r.length(i))
			}
		default:
			p.Curves = append(p.Curves, shape{part.class, forth.String()})
		}
	}
	p.Values, p.Times = ticks(s.For, top, q.text)
	return p
}

// ticks returns the words at the axes.
func ticks(length time.Duration, top float64, text func(float64) string) (values, times []page.Tick) {
	short := text
	if top >= 10_000 {
		short = func(f float64) string {
			if f == 0 {
				return "0"
			}
			exponent := math.Floor(math.Log10(f)/3) * 3
			unit := map[float64]string{3: "k", 6: "M", 9: "G"}[exponent]
			return strconv.FormatFloat(f/math.Pow(10, exponent), 'g', 3, 64) + unit
		}
	}
	at := func(x string, y float64, anchor, text string) page.Tick {
		return page.Tick{X: x, Y: fmt.Sprintf("%.0f", y), Anchor: anchor, Text: text}
	}
	const beside = "-4"
	values = []page.Tick{
		at(beside, up+8, "end", short(rough(top))), at(beside, (up+down)/2+4, "end", short(rough(top/2))), at(beside, down+2, "end", "0"),
	}
	return values, []page.Tick{
		at("0%", down+16, "start", "0s"), at("50%", down+16, "middle", page.Short(length/2)), at("100%", down+16, "end", page.Short(length)),
	}
}

// rough returns a number with three digits.
func rough(f float64) float64 {
	if f == 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(f))-2)
	return math.Round(f/unit) * unit
}

// roundUp returns a number that is round, and as is half of it, at or somewhat over f.
func roundUp(f float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(f)))
	for _, round := range []float64{1, 1.2, 1.4, 1.6, 1.8, 2, 2.4, 3, 4, 5, 6, 8} {
		if f <= round*unit {
			return round * unit
		}
	}
	return 10 * unit
}
