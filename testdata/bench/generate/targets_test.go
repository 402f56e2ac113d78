package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
)

// measured returns results of the case of 200 packages, in seconds.
func measured(values map[string][]float64) *results {
	r := newResults()
	r.cases = slices.DeleteFunc(slices.Clone(cases), func(c benchCase) bool { return c.name != "packages" })
	for contender, v := range values {
		r.values[key{"packages", contender, seconds}] = v
	}
	return r
}

func TestMissedTargetsAreNamed(t *testing.T) {
	for _, test := range []struct {
		name   string
		values map[string][]float64
		want   []string
	}{
		{"met", map[string][]float64{ours: {1, 2, 3}, goExport: {1, 1, 2}, mockgen: {100}}, nil},
		{
			"missed", map[string][]float64{ours: {3, 6, 9}, goExport: {1, 2, 3}},
			[]string{"packages: 3 (best 3) s of go list -deps -export, want at most 2.5"},
		},
		{
			"perhaps", map[string][]float64{ours: {1, 3, 3}, goExport: {1, 1, 1}},
			[]string{"packages: 3 (best 1) s of go list -deps -export, want at most 2.5; by chance, perhaps: the best round meets it"},
		},
		{
			"a contender measured once", map[string][]float64{ours: {1, 2, 3}, moq: {10}},
			[]string{"packages: 0.2 (best 0.1) s of moq, want at most 0.1; by chance, perhaps: the best round meets it"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			got := measured(test.values).markdown(&out, 3, time.Now())
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if marked := strings.Count(out.String(), "**missed**"); marked != len(test.want) {
				t.Errorf("%d are marked in\n%s", marked, out.String())
			}
		})
	}
}

func TestRatiosAreOfTheSumOfOthers(t *testing.T) {
	r := measured(map[string][]float64{ours: {4, 9}, alone: {1, 2}, reading: {1, 1}})
	got, ok := r.ratios(key{"packages", ours, seconds}, []string{alone, reading})
	if want := []float64{2, 3}; !ok || !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEveryTargetIsOfACaseWithItsContenders(t *testing.T) {
	for _, target := range targets {
		i := slices.IndexFunc(cases, func(c benchCase) bool { return c.name == target.name })
		if i < 0 {
			t.Errorf("there is no case %s", target.name)
			continue
		}
		for _, contender := range append([]string{ours}, target.against...) {
			if !slices.Contains(cases[i].contenders, contender) {
				t.Errorf("%s is not measured in case %s", contender, target.name)
			}
		}
	}
}
