package scripted_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/model"
)

// kindsOfCalls are what has to happen in random calls that are compared, often enough: a pattern of a trace each.
var kindsOfCalls = []string{
	`started as a hedge`, `ended as a hedge after .*: nil, succeeded`, `ErrHedgeLost, cut short`, `hedge\?`,
	`ErrAttemptTimeout, retryable`, `DeadlineExceeded, cut short`, `Canceled, cut short`, `the caller's cause, cut short`, `rejected$`,
	`late\n`, `late\n(.*\n)*.*panicked true`, `\d panicked`, `panicked, retried false`, `goexit`, `fell back true`, `mapped`, `before_retry: .* deadline \d`,
	`idempotent`, `key of call outermost`, `key of its caller`, `refused: `, `retry with`, `succeeded after busy`, `stopped \(`,
	`, not_retryable,`, `, max_tries,`, `, gave_up,`, `, hint,`, `, retry_for,`, `, deadline,`, `, canceled,`, `, budget,`, `, before_retry,`,
	`, not_idempotent,`, `, not_replayable,`, `, succeeded,`,
}

// reachedInCalls are what has to happen in random calls that are compared, often enough, and what their traces do not show.
var reachedInCalls = []string{
	model.Inside, model.Deep, model.InsideAsync, model.BesideInside, model.InRetry, model.OnceCut, model.MostCut, model.Lost, model.LeftBehind,
	model.Panicked, model.EarlyStop, model.EarlyWaits, model.EarlyLimit, model.EarlyEnds, model.EarlyBudget, model.EarlyBeside, model.EarlyHedged,
	model.EarlyLost, model.BudgetInside, model.KeyOfOwn, model.KeyPassedOn, model.KeyTaken,
}

// Random calls are of all kinds, and nearly all of them can be compared.
func TestCallsAreOfAllKinds(t *testing.T) {
	const calls, enough = 20_000, 10
	all, compared, found, reached := map[string]int{}, map[string]int{}, map[string]int{}, model.Reached{}
	patterns := map[string]*regexp.Regexp{}
	for _, kind := range kindsOfCalls {
		patterns[kind] = regexp.MustCompile(`(?m)` + kind)
	}
	for n := range uint64(calls) {
		c := randomCall(2, n)
		all[c.Method]++
		trace, what, unclear := model.Run(c)
		if unclear != "" || !isValid(c) {
			continue
		}
		compared[c.Method]++
		text := trace.String()
		for kind, pattern := range patterns {
			if found[kind] < enough && pattern.MatchString(text) {
				found[kind]++
			}
		}
		for kind, n := range what {
			reached[kind] += n
		}
	}
	for method := range model.Forms {
		if share := float64(compared[method]) / float64(all[method]); all[method] < enough || share < 0.9 {
			t.Errorf("%s: of %d calls %.2f can be compared, want 0.9", method, all[method], share)
		}
	}
	want := map[string]int{}
	for _, kind := range kindsOfCalls {
		want[kind] = enough
	}
	for _, kind := range reachedInCalls {
		want[kind], found[kind] = enough, min(enough, reached[kind])
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("kinds of calls, and how often they are (-want +got):\n%s", diff)
	}
}

// isValid reports whether the engine takes the policies of a call.
func isValid(c *model.Call) bool {
	p := newPlayed(c, "", nil)
	if p.form.Do {
		policy := p.policyOfDo()
		if policy.Validate() != nil {
			return false
		}
	}
	if _, err := p.decorated(); err != nil {
		return false
	}
	return !slices.ContainsFunc(c.Script, func(s model.Step) bool { return s.Calls != nil && !isValid(s.Calls) })
}
