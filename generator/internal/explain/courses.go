package explain

import (
	"fmt"
	"strconv"
	"time"

	"github.com/backoffgen/backoffgen/generator/internal/page"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// timelines draws a schedule: a call whose attempts hang, and one whose attempts fail at once. Where there is no time to see, there
// is no picture.
func (s *Schedule) timelines() []*timeline {
	n := s.tries()
	if n > maxRows {
		n = shortRows
	}
	extents := []time.Duration{s.hangsFor(n), s.failsFor(n)}
	const close = 6 // scales that differ less are made one
	if a, b := extents[0], extents[1]; a > 0 && b > 0 && max(a, b) <= close*min(a, b) {
		extents[0], extents[1] = max(a, b), max(a, b)
	}
	var out []*timeline
	if extents[0] > 0 {
		out = append(out, s.drawHanging(n, extents[0]))
	}
	if extents[1] > 0 {
		out = append(out, s.drawFailing(n, extents[1]))
	}
	return out
}

// within returns how long a picture is for what ends at t: the limits of the call are in it if they are not far away.
func (s *Schedule) within(t time.Duration) time.Duration {
	if t == 0 {
		return 0
	}
	longest := t
	for _, limit := range []time.Duration{s.Deadline, s.RetryFor} {
		if limit <= 3*t {
			longest = max(longest, limit)
		}
	}
	return longest
}

// hangsFor returns how long the picture of the first n attempts that hang has to be; 0 when there is none.
func (s *Schedule) hangsFor(n int) time.Duration {
	if s.Hangs == nil {
		return 0
	}
	var last time.Duration
	for _, a := range s.Hangs.Attempts[:min(n, len(s.Hangs.Attempts))] {
		last = max(last, a.Begins)
		if a.Ends != never {
			last = max(last, a.Ends)
		}
	}
	return s.within(last)
}

// failsFor is hangsFor for attempts that fail at once.
func (s *Schedule) failsFor(n int) time.Duration {
	var last time.Duration
	for i := range min(n, len(s.Soonest.Attempts)) {
		last = max(last, s.Soonest.Attempts[i].Begins)
		if latest := s.latest(i).Begins; latest != never {
			last = max(last, latest)
		}
	}
	return s.within(last)
}

// draw begins a picture.
func (s *Schedule) draw(title, ends string, extent time.Duration) *timeline {
	l := &timeline{Title: title, Caption: endInWords(ends), extent: extent, laneTop: 4}
	for _, limit := range []time.Duration{s.Deadline, s.RetryFor} {
		if limit > 0 && limit <= extent {
			l.laneTop += wordHeight
		}
	}
	l.mark(keys.Deadline, s.Deadline)
	l.mark(keys.RetryFor, s.RetryFor)
	return l
}

// classOf returns what kind of attempt the i-th is.
func classOf(i int, a Attempt) string {
	switch {
	case i == 0:
		return "first"
	case a.Hedge:
		return "hedges"
	}
	return "retries"
}

func (s *Schedule) drawHanging(n int, extent time.Duration) *timeline {
	title := "If each attempt hangs"
	if s.Jitters {
		title += " (longest pauses)"
	}
	end := s.ending(s.Hangs)
	l := s.draw(title, end, extent)
	l.Numbers = page.Table{Label: title, Head: []string{"try", "pause before", "begins", "ends"}}
	for i, a := range s.Hangs.Attempts[:min(n, len(s.Hangs.Attempts))] {
		drawn := lane{Class: classOf(i, a), Bar: l.stretch(a.Begins, a.Ends)}
		pause, ends := "", "never"
		if a.Pause > 0 {
			drawn.Pause, pause = l.stretch(a.Begins-a.Pause, a.Begins), a.Pause.String()
		}
		if a.Hedge {
			pause = "hedge"
		}
		if a.Ends != never {
			drawn.CutOff, ends = l.stretch(a.Ends, a.Ends), a.Ends.String()
		}
		drawn.Hint = fmt.Sprintf("try %d: from %v to %s", i+1, a.Begins, ends)
		text := page.Short(a.Begins) + " – " + page.Short(a.Ends)
		if a.Ends == never {
			text = "from " + page.Short(a.Begins)
		}
		l.add(drawn, a.Begins, a.Ends, text)
		l.Numbers.Rows = append(l.Numbers.Rows, []string{strconv.Itoa(i + 1), pause, a.Begins.String(), ends})
	}
	s.close(l, n, end)
	return l
}

const failingTitle = "If each attempt fails at once"

func (s *Schedule) drawFailing(n int, extent time.Duration) *timeline {
	end := s.ends()
	l := s.draw(failingTitle, end, extent)
	l.Numbers = page.Table{Label: failingTitle, Head: []string{"try", "pause before", "begins"}}
	for i, soonest := range s.Soonest.Attempts[:min(n, len(s.Soonest.Attempts))] {
		latest := s.latest(i)
		drawn := lane{Class: classOf(i, soonest), Begins: l.stretch(soonest.Begins, soonest.Begins), Hint: fmt.Sprintf("try %d: begins at %s", i+1, s.begins(i))}
		if soonest.Pause > 0 {
			drawn.Pause = l.stretch(soonest.Begins-soonest.Pause, soonest.Begins)
		}
		if latest.Begins > soonest.Begins {
			drawn.Spread = l.stretch(soonest.Begins, latest.Begins)
		}
		l.add(drawn, soonest.Begins, latest.Begins, spanInShort(soonest.Begins, latest.Begins))
		l.Numbers.Rows = append(l.Numbers.Rows, []string{strconv.Itoa(i + 1), s.pauseBefore(i), s.begins(i)})
	}
	s.close(l, n, end)
	return l
}

// close ends a picture that shows n attempts.
func (s *Schedule) close(l *timeline, n int, end string) {
	if len(l.Lanes) < s.tries() && n < s.tries() {
		l.Caption = "More attempts follow. " + l.Caption
		l.Numbers.Rows = append(l.Numbers.Rows, append([]string{"…"}, make([]string, len(l.Numbers.Head)-1)...))
	}
	last := make([]string, len(l.Numbers.Head))
	last[0], last[len(last)-1] = "end", end
	l.Numbers.Rows = append(l.Numbers.Rows, last)
	l.finish()
}

// spanInShort is span for a picture.
func spanInShort(from, to time.Duration) string {
	switch to {
	case from:
		return page.Short(from)
	case never:
		return "from " + page.Short(from)
	}
	return page.Short(from) + " – " + page.Short(to)
}
