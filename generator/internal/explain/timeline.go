package explain

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/page"
)

// A timeline is a picture of a course: a lane for each attempt, over time. Across, all is in percent of the picture's width, which
// is that of the window, and down in pixels, so that words have one size everywhere.
type timeline struct {
	Title   string
	Height  int
	Bottom  int // where the axis is
	Lanes   []lane
	Limits  []limit
	Ticks   []page.Tick
	Legend  []page.Legend
	Caption string
	Numbers page.Table

	laneTop int
	extent  time.Duration // from the axis' begin to its end
}

// A lane is what there is to see of one attempt.
type lane struct {
	Class  string // first, retries or hedges
	Hint   string // all of it in words
	Try    page.Tick
	Pause  *stretch // before it
	Spread *stretch // the times at which it may begin
	Bar    *stretch // while it runs
	Begins *stretch // where it begins and fails at once; nil where there is a bar
	CutOff *stretch // where it is cut off; nil where it is not
	Times  *page.Tick
}

// A stretch is a part of a lane.
type stretch struct {
	from                float64
	From, To, Width     string
	Top, Middle, Bottom int
}

// A limit is a line across all lanes.
type limit struct {
	X    string
	Word page.Tick
}

// Where the axis begins and ends, in percent, and how high things are, in pixels.
const (
	axisFrom, axisTo = 7.0, 97.0
	laneHeight       = 24
	wordHeight       = 15
)

// percent returns where t is.
func (l *timeline) percent(t time.Duration) float64 {
	return axisFrom + (axisTo-axisFrom)*float64(min(t, l.extent))/float64(l.extent)
}

func inPercent(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) + "%" }

// stretch returns a part of the lane that is added next.
func (l *timeline) stretch(from, to time.Duration) *stretch {
	a, b := l.percent(from), l.percent(to)
	middle := l.middle()
	return &stretch{a, inPercent(a), inPercent(b), inPercent(b - a), middle - 7, middle, middle + 7}
}

// middle returns the middle of the lane that is added next.
func (l *timeline) middle() int { return l.laneTop + len(l.Lanes)*laneHeight + laneHeight/2 }

// add adds a lane, and writes its times to where they are not in the way, in a picture that is as narrow as a phone.
func (l *timeline) add(a lane, begins, ends time.Duration, text string) {
	y := strconv.Itoa(l.middle() + 4)
	a.Try = page.Tick{X: inPercent(axisFrom - 2), Y: y, Anchor: "end", Text: strconv.Itoa(len(l.Lanes) + 1)}
	const gap, letter = 2.0, 2.3 // of 300 pixels
	need := letter * float64(len(text))
	from, to := l.percent(begins), l.percent(ends)
	switch {
	case to+gap+need <= axisTo:
		a.Times = &page.Tick{X: inPercent(to + gap), Y: y, Anchor: "start", Text: text}
	case a.Bar != nil && to-from >= need+2*gap:
		a.Times = &page.Tick{X: inPercent((from + to) / 2), Y: y, Anchor: "middle", Text: text, Class: "on"}
	case a.Pause != nil && a.Pause.from-gap-need >= axisFrom:
		a.Times = &page.Tick{X: inPercent(a.Pause.from - gap), Y: y, Anchor: "end", Text: text}
	case from-gap-need >= axisFrom:
		a.Times = &page.Tick{X: inPercent(from - gap), Y: y, Anchor: "end", Text: text}
	}
	l.Lanes = append(l.Lanes, a)
}

// mark draws a limit of the call, or says that it is far away.
func (l *timeline) mark(name string, at time.Duration) {
	if at == 0 {
		return
	}
	text := name + " " + page.Short(at)
	if at > l.extent {
		l.Caption += " Not in the picture: " + text + "."
		return
	}
	x := l.percent(at)
	word := page.Tick{X: inPercent(x - 1), Y: strconv.Itoa(l.laneTop - 4), Anchor: "end", Text: text}
	if x < 50 {
		word.X, word.Anchor = inPercent(x+1), "start"
	}
	for i := range l.Limits {
		l.Limits[i].Word.Y = strconv.Itoa(l.laneTop - 4 - wordHeight)
	}
	l.Limits = append(l.Limits, limit{inPercent(x), word})
}

// finish draws the axis, and says what is drawn.
func (l *timeline) finish() {
	l.Bottom = l.laneTop + len(l.Lanes)*laneHeight + 2
	l.Height = l.Bottom + 20
	step := tickStep(l.extent)
	for t := time.Duration(0); t <= l.extent; t += step {
		tick := page.Tick{X: inPercent(l.percent(t)), Y: strconv.Itoa(l.Bottom + wordHeight), Anchor: "middle", Text: page.Short(t)}
		if l.percent(t) > 90 {
			tick.X, tick.Anchor = inPercent(axisTo+2.5), "end"
		}
		l.Ticks = append(l.Ticks, tick)
	}
	has := func(what func(lane) bool) bool {
		for _, a := range l.Lanes {
			if what(a) {
				return true
			}
		}
		return false
	}
	for _, e := range []struct {
		class, name string
		is          func(lane) bool
	}{
		{"first", "first try", func(a lane) bool { return a.Class == "first" }},
		{"retries", "retry", func(a lane) bool { return a.Class == "retries" }},
		{"hedges", "hedge", func(a lane) bool { return a.Class == "hedges" }},
		{"pause", "pause", func(a lane) bool { return a.Pause != nil }},
		{"spread", "begins in this time", func(a lane) bool { return a.Spread != nil }},
		{"cut", "cut off", func(a lane) bool { return a.CutOff != nil }},
	} {
		if has(e.is) {
			l.Legend = append(l.Legend, page.Legend{Class: e.class, Name: e.name})
		}
	}
}

// tickStep returns a round time of which three to six fit into a length.
func tickStep(length time.Duration) time.Duration {
	steps := []time.Duration{15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour}
	for unit := time.Nanosecond; unit <= time.Second; unit *= 10 {
		for _, of := range []time.Duration{1, 2, 5} {
			if step := of * unit; 5*step >= length {
				return step
			}
		}
	}
	for _, step := range append([]time.Duration{10 * time.Second}, steps...) {
		if 5*step >= length {
			return step
		}
	}
	step := 24 * time.Hour
	for length/step > 5 {
		step *= 2
	}
	return step
}

// endInWords makes a sentence of when and why a call ends.
func endInWords(text string) string {
	if text == "never" {
		return "The call does not end by itself."
	}
	when, why, _ := strings.Cut(text, ": ")
	if from, to, ok := strings.Cut(when, " - "); ok {
		when = "between " + from + " and " + to
	} else if !strings.HasPrefix(when, "by ") && !strings.HasPrefix(when, "before ") {
		when = "at " + when
	}
	return fmt.Sprintf("The call ends %s (%s).", when, why)
}
