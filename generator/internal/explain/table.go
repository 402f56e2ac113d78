package explain

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// The largest number of tries in a table, and the number that is shown if there are more.
const (
	maxRows   = 10
	shortRows = 5
)

// writeSchedule writes a method's schedule as a table, or as a sentence if all attempts begin at once.
func writeSchedule(out *bufio.Writer, m Method) {
	s := m.Schedule
	if s.Hangs == nil && !s.Asks && !slices.ContainsFunc(s.Latest.Attempts, func(a Attempt) bool { return a.Begins > 0 }) {
		if m.Load.Attempts != 1 {
			writeLine(out, "schedule", "each attempt begins as soon as the one before has failed")
		}
		return
	}
	n := s.tries()
	shortened := n > maxRows
	if shortened {
		n = shortRows
	}
	rows := [][]string{{"try", "pause before", "if each hangs", "if each fails at once"}}
	if s.Jitters {
		rows[0][2] += ", longest pauses"
	}
	for i := range n {
		rows = append(rows, []string{strconv.Itoa(i + 1), s.pauseBefore(i), s.hanging(i), s.begins(i)})
	}
	if shortened {
		rows = append(rows, []string{"…", "…", "…", "…"})
	}
	rows = append(rows, []string{"end", "", s.ending(s.Hangs), s.ends()})
	if s.Hangs == nil {
		for i, row := range rows {
			rows[i] = slices.Delete(row, 2, 3)
		}
	}
	out.WriteByte('\n')
	writeTable(out, rows)
	out.WriteByte('\n')
	if s.Hangs != nil && s.Hangs.Ties {
		writeLine(out, "hedge", "one is due exactly when an attempt ends: tries may begin sooner than shown")
	}
	if shortened || s.Asks {
		writeLine(out, "pauses", m.pauses())
	}
}

// writeTable writes rows of cells with aligned columns.
func writeTable(out *bufio.Writer, rows [][]string) {
	var b bytes.Buffer
	t := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(t, "    "+strings.Join(row, "\t"))
	}
	t.Flush()
	for row := range strings.Lines(b.String()) {
		out.WriteString(strings.TrimRight(row, " \n") + "\n")
	}
}

// pauses describes the rule by which pauses grow.
func (m *Method) pauses() string {
	pause := m.value(keys.Pause)
	if pause == "" {
		pause = "none"
	}
	if x := m.value(keys.Multiplier); x != "" && m.value(keys.Jitter) != string(backoff.JitterDecorrelated) {
		pause += " * " + x + "^(n-1)"
	}
	text := pause + " before try n+1"
	if maxPause := m.value(keys.MaxPause); maxPause != "" {
		text += ", at most " + maxPause
	}
	if jitter := m.value(keys.Jitter); jitter != "" {
		text += ", with the jitter " + jitter
	}
	if asked := m.value(keys.PauseFrom); asked != "" {
		text += ", or what " + asked + " asks for"
		if most := m.value(keys.MaxHint); most != "" {
			text += ", up to " + most
		}
	}
	return text
}

// value returns the value of a key that is set; empty when it is not.
func (m *Method) value(key string) string {
	for _, v := range m.Values {
		if v.Key == key {
			return v.Text
		}
	}
	return ""
}

// tries returns how many tries there are to show.
func (s *Schedule) tries() int {
	n := max(len(s.Soonest.Attempts), len(s.Latest.Attempts))
	if s.Hangs != nil {
		n = max(n, len(s.Hangs.Attempts))
	}
	return n
}

// pauseBefore returns the pause before the attempt at i; empty if there is none, or if the attempt may not begin.
func (s *Schedule) pauseBefore(i int) string {
	if i == 0 || i >= len(s.Soonest.Attempts) {
		return ""
	}
	return span(s.Soonest.Attempts[i].Pause, s.latest(i).Pause)
}

// latest returns the attempt at i of the course with the longest pauses; its times are never if the course ends before.
func (s *Schedule) latest(i int) Attempt {
	if i < len(s.Latest.Attempts) {
		return s.Latest.Attempts[i]
	}
	return Attempt{Pause: never, Begins: never}
}

// begins returns when the attempt at i begins if each fails at once.
func (s *Schedule) begins(i int) string {
	if i >= len(s.Soonest.Attempts) {
		return ""
	}
	return span(s.Soonest.Attempts[i].Begins, s.latest(i).Begins)
}

// hanging returns when the attempt at i begins and ends if each hangs.
func (s *Schedule) hanging(i int) string {
	if s.Hangs == nil || i >= len(s.Hangs.Attempts) {
		return ""
	}
	a := s.Hangs.Attempts[i]
	if a.Ends == never {
		return "from " + a.Begins.String()
	}
	return a.Begins.String() + " - " + a.Ends.String()
}
