package fleet

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// WriteText writes a comparison for people to read: what was simulated, a table of the runs, and what happens in one sentence. Each
// line is indented. The error is the writer's.
func (c *Comparison) WriteText(w io.Writer) error {
	var b strings.Builder
	s := &c.Scenario
	service := newService(s.Capacity, s.Latency, nil)
	fmt.Fprintf(&b, "  clients     %d with %.4g calls a second each: %.4g a second, for %v\n", s.Clients, s.Rate, s.PerSecond(), s.For)
	fmt.Fprintf(&b, "  service     %d %s of %v each: %.4g requests a second\n", service.servers, plural(service.servers, "server", "servers"), rounded(service.work), s.Capacity)
	if d := service.work - s.Latency; d > s.Latency/100 || -d > s.Latency/100 {
		fmt.Fprintf(&b, "              (whole servers of %v cannot have just that capacity)\n", s.Latency)
	}
	fmt.Fprintf(&b, "  outage      %s\n", s.Outage.words())
	if c.Improved != "" {
		fmt.Fprintf(&b, "  improved    %s\n", c.Improved)
	}
	b.WriteByte('\n')
	t := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	fmt.Fprintln(t, "    \tcalls\tfailed\tunfinished\tattempts\tper call\tin vain\tp50\tp99\trecovers")
	for _, r := range c.Runs {
		fmt.Fprintf(t, "    %s\t%d\t%d\t%d\t%d\t%.2f\t%d\t%v\t%v\t%s\n", r.Name, r.Total.First, r.Total.Failed, r.Unfinished(), r.Total.Attempts(),
			r.Amplification(), r.Total.Wasted, rounded(r.Total.P50), rounded(r.Total.P99), r.recovery(s))
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

// seconds is a duration as a JSON number.
func seconds(d time.Duration) float64 { return d.Seconds() }
