package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/perf/benchunit"
)

// A row is a line of the table.
type row struct{ benchmark, scenario, text, unit string }

var rows = []row{
	{"Call", "plain", "not annotated", "sec/op"},
	{"Call", "success", "success", "sec/op"},
	{"Call", "limits", "success under limits", "sec/op"},
	{"Call", "limits-done", "success under limits, the callee selects on `Done()`", "sec/op"},
	{"Call", "limits-derived", "success under limits, the callee derives a context", "sec/op"},
	{"Call", "failures", "two failures, no pause", "sec/op"},
	{"Call", "failures-limits", "two failures under limits, no pause", "sec/op"},
	{"Call", "failures-pause", "two failures, the shortest pause", "sec/op"},
	{"Call", "hedge", "a hedge that does not fire", "sec/op"},
	{"Call", "abandon", "an attempt that would be left behind, in time", "sec/op"},
	{"Parallel", "success", "success, in parallel", "sec/op"},
	{"Parallel", "limits", "success under limits, in parallel", "sec/op"},
	{"Parallel", "limits-done", "success under limits, the callee selects on `Done()`, in parallel", "sec/op"},
	{"Parallel", "limits-derived", "success under limits, the callee derives a context, in parallel", "sec/op"},
	{"Parallel", "budget", "success with a budget, in parallel", "sec/op"},
	{"Parallel", "stats", "success with statistics, in parallel", "sec/op"},
	{"Parallel", "otel", "success with OpenTelemetry's metrics, in parallel", "sec/op"},
	{"Parked", "pause", "a caller parked in a pause", "B/caller"},
	{"Parked", "pause-limits", "a caller parked in a pause under limits", "B/caller"},
}

// markdown prints everything, and returns the targets that were missed.
func (r *results) markdown(w io.Writer, when time.Time) ([]string, error) {
	verdicts, err := r.verdicts()
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(w, "%s, %s/%s, %s, %d processors, %s.\n"+
		"Medians; in brackets, multiples of the loop by hand.\n\n",
		when.Format(time.DateOnly), runtime.GOOS, runtime.GOARCH, strings.TrimSpace(r.config["cpu"]), runtime.GOMAXPROCS(0), runtime.Version())
	r.table(w, "a call", rows, func(row row, contender string) string {
		k := key{row.benchmark, row.scenario, contender, row.unit}
		m, ok := r.median(k)
		if !ok {
			return ""
		}
		cell := fmt.Sprintf("%.0f B", m)
		if row.unit == "sec/op" {
			cell = benchunit.Scale(m, benchunit.Decimal) + "s"
		}
		if s, ok := r.ratio(k, hand); ok && contender != hand {
			cell += fmt.Sprintf(" (%s)", multiple(s.Center))
		}
		return cell
	})
	fmt.Fprintln(w)
	calls := slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return r.benchmark != "Call" })
	r.table(w, "allocations a call", calls, func(row row, contender string) string {
		m, ok := r.median(key{row.benchmark, row.scenario, contender, "allocs/op"})
		if !ok {
			return ""
		}
		return fmt.Sprint(m)
	})
	fmt.Fprint(w, "\n| target | measured | at most | |\n|---|---|---|---|\n")
	var missed []string
	for _, v := range verdicts {
		mark := "met"
		if v.missed() {
			mark = "**missed**"
			if v.perhaps() {
				mark += ", perhaps"
			}
			missed = append(missed, v.String())
		}
		if v.other == "" {
			fmt.Fprintf(w, "| %s: %s | %v | %v | %s |\n", text(v), v.unit, v.measured, v.most, mark)
		} else {
			fmt.Fprintf(w, "| %s: %s of %s | %.3g (%.3g to %.3g) | %.3g | %s |\n",
				text(v), v.unit, v.other, v.measured, v.lo, v.hi, v.most, mark)
		}
	}
	return missed, nil
}

// multiple writes a ratio with two digits, and more only before the point.
func multiple(ratio float64) string {
	if ratio >= 10 {
		return fmt.Sprintf("%.0f", ratio)
	}
	return fmt.Sprintf("%.2g", ratio)
}

// text is how the table calls a target's scenario.
func text(v verdict) string {
	for _, row := range rows {
		if row.benchmark == v.benchmark && row.scenario == v.scenario {
			return row.text
		}
	}
	return v.scenario
}

func (r *results) table(w io.Writer, title string, rows []row, cell func(row row, contender string) string) {
	columns := r.contenders()
	fmt.Fprintf(w, "| %s | %s |\n|---|%s\n", title, strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
	for _, row := range rows {
		cells := make([]string, len(columns))
		for i, contender := range columns {
			cells[i] = cell(row, contender)
		}
		fmt.Fprintf(w, "| %s | %s |\n", row.text, strings.Join(cells, " | "))
	}
}
