package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/testdata/bench/generate/measure"
)

// A target is what backoffgen may take in a case: at most so many units, or times the sum of what others take.
type target struct {
	name, unit string
	against    []string // nothing is the number itself
	most       float64
}

const mebi = 1 << 20

var targets = slices.Concat(
	[]target{
		{"small", seconds, nil, 0.15},
		{"client", seconds, nil, 0.5},
		{"client", memory, nil, 60 * mebi},
		{"packages", seconds, []string{goExport}, 2.5},
		{"edited", seconds, []string{goExport}, 3.5},
		{"sparse-2000", seconds, []string{alone}, 2},
		{"sparse-10000", seconds, []string{alone, reading}, 1},
		{"none", seconds, []string{goFind}, 1.5},
		{"cold", seconds, nil, 4},
	},
	ofEveryPeer("small", 0.5), ofEveryPeer("client", 0.5), ofEveryPeer("packages", 0.1),
)

func ofEveryPeer(name string, most float64) []target {
	var all []target
	for _, peer := range peers {
		all = append(all, target{name, seconds, []string{peer}, most})
	}
	return all
}

// A verdict is what was measured against a target.
type verdict struct {
	target
	measured, best float64 // the median, and the best round
}

func (v verdict) missed() bool { return v.measured > v.most }

// perhaps reports whether a target that is missed may be so by chance.
func (v verdict) perhaps() bool { return v.missed() && v.best <= v.most }

// of says what the number is of.
func (v verdict) of() string {
	if len(v.against) == 0 {
		return v.unit
	}
	return v.unit + " of " + strings.Join(v.against, " and ")
}

func (v verdict) String() string {
	chance := ""
	if v.perhaps() {
		chance = "; by chance, perhaps: the best round meets it"
	}
	return fmt.Sprintf("%s: %s (best %s) %s, want at most %s%s", v.name, v.number(v.measured), v.number(v.best), v.of(), v.number(v.most), chance)
}

// number writes a number of the verdict's.
func (v verdict) number(n float64) string {
	if len(v.against) == 0 && v.unit == memory {
		return fmt.Sprintf("%.0f Mi", n/mebi)
	}
	return fmt.Sprintf("%.2g", n)
}

// verdicts holds the results to the targets, those that were measured.
func (r *results) verdicts() []verdict {
	var all []verdict
	for _, t := range targets {
		k := key{t.name, ours, t.unit}
		values, ok := r.values[k], len(r.values[k]) > 0
		if len(t.against) > 0 {
			values, ok = r.ratios(k, t.against)
		}
		if ok {
			all = append(all, verdict{t, measure.Median(values), slices.Min(values)})
		}
	}
	return all
}
