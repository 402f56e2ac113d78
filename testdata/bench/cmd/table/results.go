package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// Results are the measurements of all runs.
type results struct {
	values  map[key][]float64 // one for each run
	columns []string          // the contenders, as they came
	config  map[string]string // what the benchmarks say of the machine
}

// A key is what was measured: the benchmark, its scenario, the contender and the unit.
type key struct{ benchmark, scenario, contender, unit string }

func newResults() *results {
	return &results{values: map[key][]float64{}, config: map[string]string{}}
}

// add reads what one run printed.
func (r *results) add(output io.Reader) error {
	reader := benchfmt.NewReader(output, "run")
	for reader.Scan() {
		switch record := reader.Result().(type) {
		case *benchfmt.SyntaxError:
			return record
		case *benchfmt.Result:
			base, parts := record.Name.Parts()
			if len(parts) < 2 {
				return fmt.Errorf("a benchmark without scenario and contender: %s", record.Name)
			}
			k := key{
				benchmark: string(base),
				scenario:  strings.TrimPrefix(string(parts[0]), "/"),
				contender: strings.TrimPrefix(string(parts[1]), "/"),
			}
			for _, value := range record.Values {
				k.unit = value.Unit
				r.values[k] = append(r.values[k], value.Value)
			}
			if !slices.Contains(r.columns, k.contender) {
				r.columns = append(r.columns, k.contender)
			}
			for _, c := range record.Config {
				r.config[c.Key] = string(c.Value)
			}
		}
	}
	return reader.Err()
}

// contenders returns the columns of a table, what is not another package first.
func (r *results) contenders() []string {
	columns := slices.DeleteFunc([]string{"direct", hand, handBare, ours}, func(c string) bool { return !slices.Contains(r.columns, c) })
	return append(columns, slices.DeleteFunc(slices.Clone(r.columns), func(c string) bool { return !isPeer(c) })...)
}

// median returns the median of what was measured, and whether it was.
func (r *results) median(k key) (float64, bool) {
	values := r.values[k]
	if len(values) == 0 {
		return 0, false
	}
	return summary(slices.Clone(values)).Center, true
}

// ratio compares k with another contender, run by run.
func (r *results) ratio(k key, other string) (benchmath.Summary, bool) {
	ours := r.values[k]
	k.contender = other
	others := r.values[k]
	if len(ours) == 0 || len(ours) != len(others) {
		return benchmath.Summary{}, false
	}
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = ours[i] / others[i]
	}
	return summary(ratios), true
}

// summary is the median and its confidence interval, which is all there is when there are too few values for one.
func summary(values []float64) benchmath.Summary {
	s := benchmath.AssumeNothing.Summary(benchmath.NewSample(values, &benchmath.DefaultThresholds), 0.95)
	if math.IsInf(s.Lo, 0) || math.IsInf(s.Hi, 0) {
		s.Lo, s.Hi = slices.Min(values), slices.Max(values)
	}
	return s
}
