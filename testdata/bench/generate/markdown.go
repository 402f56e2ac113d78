package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
)

// markdown prints everything, and returns the targets that were missed.
func (r *results) markdown(w io.Writer, rounds int, when time.Time) []string {
	fmt.Fprintf(w, "%s, %s/%s, %s, %d processors, %s, load average %s. Medians of %d; in brackets, multiples of backoffgen.\n\n",
		when.Format(time.DateOnly), runtime.GOOS, runtime.GOARCH, processor(), runtime.NumCPU(), runtime.Version(), load(), rounds)
	fmt.Fprint(w, "| case | | time | CPU time | peak memory |\n|---|---|---|---|---|\n")
	for _, c := range r.cases {
		text := c.text
		for _, contender := range c.contenders {
			if cells := r.cells(c, contender); cells != "" {
				fmt.Fprintf(w, "| %s | %s | %s\n", text, contender, cells)
				text = ""
			}
		}
	}
	fmt.Fprint(w, "\n| target | measured | best round | at most | |\n|---|---|---|---|---|\n")
	var missed []string
	for _, v := range r.verdicts() {
		mark := "met"
		if v.missed() {
			mark = "**missed**"
			if v.perhaps() {
				mark += ", perhaps"
			}
			missed = append(missed, v.String())
		}
		i := slices.IndexFunc(cases, func(c benchCase) bool { return c.name == v.name })
		fmt.Fprintf(w, "| %s: %s | %s | %s | %s | %s |\n",
			cases[i].text, v.of(), v.number(v.measured), v.number(v.best), v.number(v.most), mark)
	}
	return missed
}

// cells writes what was measured of a contender, or nothing when nothing was.
func (r *results) cells(c benchCase, contender string) string {
	if r.failed[[2]string{c.name, contender}] {
		return "does not run | | |"
	}
	wall, ok := r.median(key{c.name, contender, seconds})
	if !ok {
		return ""
	}
	times := duration(wall)
	if ratios, ok := r.ratios(key{c.name, contender, seconds}, []string{ours}); ok && contender != ours {
		times += fmt.Sprintf(" (%.2g)", measure.Median(ratios))
	}
	if slices.Contains(c.once, contender) {
		times += ", once"
	}
	processes := ""
	if (contender == moq || contender == mockgen) && c.module.Packages > 1 {
		processes = fmt.Sprintf(", %d processes", c.module.Packages)
	}
	cpuTime, _ := r.median(key{c.name, contender, cpu})
	rss, _ := r.median(key{c.name, contender, memory})
	return fmt.Sprintf("%s%s | %s | %.0f MiB |", times, processes, duration(cpuTime), rss/mebi)
}

func duration(s float64) string {
	if s < 10 {
		return fmt.Sprintf("%.0f ms", s*1000)
	}
	return fmt.Sprintf("%.0f s", s)
}

// processor returns what the processor is called, where the system tells.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "an unnamed processor"
}

// load returns how busy the machine was in the last minutes, where the system tells.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if fields := strings.Fields(string(text)); err == nil && len(fields) >= 3 {
		return strings.Join(fields[:3], " ")
	}
	return "unknown"
}
