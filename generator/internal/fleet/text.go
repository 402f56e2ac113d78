package fleet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

// A fact is something about a scenario, in words.
type fact struct{ Name, Text string }

// facts says what was simulated.
func (c *Comparison) facts() []fact {
	s := &c.Scenario
	service := newService(s.Capacity, s.Latency, nil)
	list := []fact{
		{"clients", fmt.Sprintf("%d with %s a second each: %.4g a second, for %v", s.Clients, several("call", s.Rate), s.PerSecond(), s.For)},
		{"service", fmt.Sprintf("%d %s of %v each: %.4g requests a second", service.servers, plural(service.servers, "server", "servers"), rounded(service.work), s.Capacity)},
	}
	if d := service.work - s.Latency; d > s.Latency/100 || -d > s.Latency/100 {
		list[1].Text += fmt.Sprintf(" (whole servers of %v would have another capacity)", s.Latency)
	}
	list = append(list, fact{"outage", s.Outage.words()})
	if c.Improved != "" {
		list = append(list, fact{"improved", "with " + c.Improved})
	}
	return list
}

// rows returns the table of the runs.
func (c *Comparison) rows() [][]string {
	rows := [][]string{{"", "calls", "failed", "unfinished", "attempts", "per call", "in vain", "p50", "p99", "recovers"}}
	for _, r := range c.Runs {
		rows = append(rows, []string{
			r.Name, strconv.FormatInt(r.Total.First, 10), strconv.FormatInt(r.Total.Failed, 10), strconv.FormatInt(r.Unfinished(), 10),
			strconv.FormatInt(r.Total.Attempts(), 10), fmt.Sprintf("%.2f", r.Amplification()), strconv.FormatInt(r.Total.Wasted, 10),
			rounded(r.Total.P50).String(), rounded(r.Total.P99).String(), r.recovery(&c.Scenario),
		})
	}
	return rows
}

// WriteText writes a comparison for people to read: what was simulated, a table of the runs, and what happens in one sentence. Each
// line is indented. The error is the writer's.
func (c *Comparison) WriteText(w io.Writer) error {
	var b strings.Builder
	for _, f := range c.facts() {
		fmt.Fprintf(&b, "  %-11s %s\n", f.Name, f.Text)
	}
	b.WriteByte('\n')
	t := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	for _, row := range c.rows() {
		fmt.Fprintln(t, "    "+strings.Join(row, "\t"))
	}
	t.Flush()
	fmt.Fprintf(&b, "\n  %s: %s\n", AsAnnotated, c.Verdict)
	_, err := io.WriteString(w, trimLines(b.String()))
	return err
}

// recovery is when a run recovers, as a cell of the table.
func (r *Run) recovery(s *Scenario) string {
	after, ok := r.Recovery(s)
	switch {
	case !s.endsInTime(), r.Until < s.For:
		return "-"
	case !ok:
		return "no"
	}
	return "after " + rounded(after).String()
}

// words says what an outage is.
func (o Outage) words() string {
	if o.Kind == None {
		return "none"
	}
	what := map[Kind]string{
		Refuse: "refuses all requests",
		Hang:   "answers no request, and goes on afterwards with those that wait",
		Slow:   fmt.Sprintf("takes %d times as long", slowness),
		Shed:   fmt.Sprintf("takes %d times as long, and refuses what would have to wait", slowness),
	}[o.Kind]
	return fmt.Sprintf("from %v to %v the service %s", o.Begin, o.End(), what)
}

func trimLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
