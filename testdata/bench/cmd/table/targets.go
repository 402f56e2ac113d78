package main

import "fmt"

const (
	ours     = "backoffgen"
	hand     = "hand"
	handBare = "hand-bare"
)

// A target is a bound that a measured number is held against; the README beside the benchmarks lists all.
type target struct {
	benchmark, scenario, unit string
	against                   string // a contender, all the peers, or none for a number that is exact
	most                      float64
}

const peers = "every peer"

// isPeer reports whether a contender is another package.
func isPeer(contender string) bool {
	switch contender {
	case "direct", hand, handBare, ours:
		return false
	}
	return true
}

// aTenth is what two calls of 5 ns may differ by, which is a cycle or two and changes with the places that the linker
// gives them.
const aTenth = 0.1

var targets = []target{
	{"Call", "plain", "allocs/op", "", 0},
	{"Call", "plain", "sec/op", hand, 1 + aTenth},
	{"Call", "success", "allocs/op", "", 0},
	{"Call", "success", "sec/op", hand, 1 + aTenth},
	{"Call", "limits", "allocs/op", "", 1},
	{"Call", "limits", "sec/op", hand, 0.1},
	{"Call", "limits", "sec/op", peers, 0.1},
	{"Call", "limits-done", "sec/op", hand, 0.6},
	{"Call", "limits-derived", "sec/op", hand, 0.75},
	{"Call", "failures", "allocs/op", "", 2}, // the context of each further attempt knows it
	{"Call", "failures", "sec/op", hand, 2},
	{"Call", "failures", "sec/op", peers, 0.2},
	{"Call", "failures-pause", "sec/op", hand, 1.2},
	{"Call", "hedge", "allocs/op", "", 9},
	{"Call", "hedge", "sec/op", hand, 1.2},
	{"Call", "abandon", "allocs/op", "", 9},
	{"Call", "abandon", "sec/op", hand, 1.2},
	{"Parallel", "budget", "allocs/op", "", 0},
	{"Parallel", "budget", "sec/op", hand, 2},
	{"Parallel", "stats", "allocs/op", "", 0},
	{"Parallel", "stats", "sec/op", hand, 1.2},
	{"Parked", "pause", "B/caller", hand, 1},
	{"Parked", "pause-limits", "B/caller", hand, 1},
}

// A verdict is what was measured against a target.
type verdict struct {
	target
	other    string // the contender
	measured float64
	lo, hi   float64 // the confidence interval of a ratio
}

// missed reports whether the target is.
func (v verdict) missed() bool { return v.measured > v.most }

// perhaps reports whether a target that is missed may be so by chance.
func (v verdict) perhaps() bool { return v.missed() && v.lo <= v.most }

func (v verdict) String() string {
	if v.other == "" {
		return fmt.Sprintf("%s/%s: %v %s, want at most %v", v.benchmark, v.scenario, v.measured, v.unit, v.most)
	}
	chance := ""
	if v.perhaps() {
		chance = "; by chance, perhaps: measure again, with a larger -count or where less else is going on"
	}
	return fmt.Sprintf("%s/%s: %.3g (%.3g to %.3g) of %s's %s, want at most %.3g%s",
		v.benchmark, v.scenario, v.measured, v.lo, v.hi, v.other, v.unit, v.most, chance)
}

// verdicts holds the results to the targets. What was not measured is an error.
func (r *results) verdicts() ([]verdict, error) {
	var all []verdict
	for _, t := range targets {
		k := key{t.benchmark, t.scenario, ours, t.unit}
		if t.against == "" {
			m, ok := r.median(k)
			if !ok {
				return nil, fmt.Errorf("not measured: %v", k)
			}
			all = append(all, verdict{t, "", m, m, m})
			continue
		}
		others := []string{t.against}
		if t.against == peers {
			others = nil
			for _, c := range r.columns {
				if isPeer(c) {
					others = append(others, c)
				}
			}
		}
		for _, other := range others {
			s, ok := r.ratio(k, other)
			if !ok {
				return nil, fmt.Errorf("not measured beside %s: %v", other, k)
			}
			all = append(all, verdict{t, other, s.Center, s.Lo, s.Hi})
		}
	}
	return all, nil
}
