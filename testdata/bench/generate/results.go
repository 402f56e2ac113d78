package main

import (
	"slices"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
)

// Results are the measurements of all rounds.
type results struct {
	values map[key][]float64 // one for each round
	cases  []benchCase       // those that were measured
	failed map[[2]string]bool
}

// A key is what was measured: of a case, of a contender, in seconds or bytes.
type key struct{ name, contender, unit string }

const (
	seconds = "s"
	cpu     = "s of CPU"
	memory  = "B"
)

func newResults() *results {
	return &results{values: map[key][]float64{}, failed: map[[2]string]bool{}}
}

func (r *results) add(e *entry, usage measure.Usage) {
	r.note(e)
	for unit, value := range map[string]float64{
		seconds: usage.Wall.Seconds(), cpu: usage.CPU.Seconds(), memory: float64(usage.RSS),
	} {
		k := key{e.name, e.contender, unit}
		r.values[k] = append(r.values[k], value)
	}
}

func (r *results) fail(e *entry) {
	r.note(e)
	r.failed[[2]string{e.name, e.contender}] = true
}

func (r *results) note(e *entry) {
	if !slices.ContainsFunc(r.cases, func(c benchCase) bool { return c.name == e.name }) {
		r.cases = append(r.cases, e.benchCase)
	}
}

// median returns the median of what was measured, and whether it was.
func (r *results) median(k key) (float64, bool) {
	if len(r.values[k]) == 0 {
		return 0, false
	}
	return measure.Median(r.values[k]), true
}

// ratios compares a contender with the sum of others, round by round. Where one of them was measured less often, it
// is the median of each that counts for every round.
func (r *results) ratios(k key, others []string) ([]float64, bool) {
	values := r.values[k]
	ratios := slices.Clone(values)
	for i := range ratios {
		sum := 0.0
		for _, other := range others {
			theirs := r.values[key{k.name, other, k.unit}]
			switch {
			case len(theirs) == 0:
				return nil, false
			case len(theirs) == len(values):
				sum += theirs[i]
			default:
				sum += measure.Median(theirs)
			}
		}
		ratios[i] /= sum
	}
	return ratios, len(ratios) > 0
}
