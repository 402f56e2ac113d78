package scripted_test

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/golden/model"
	"github.com/backoffgen/backoffgen/golden/scripted"
)

// kindsOfCalls are what has to happen in random calls that are compared, often enough: a pattern of a trace each.
var kindsOfCalls = []string{
	`started as a hedge`, `ended as a hedge after .*: nil, succeeded`, `ErrHedgeLost, cut short`, `hedge\?`,
	`ErrAttemptTimeout, retryable`, `DeadlineExceeded, cut short`, `Canceled, cut short`, `the caller's cause, cut short`, `rejected$`,
	`late\n`, `late\n(.*\n)*.*panicked true`, `\d panicked`, `panicked, retried false`, `goexit`, `fell back true`, `mapped`, `before_retry: .* deadline \d`,
	`idempotent`, `key of its own`, `key of its caller`, `refused: `, `retry with`, `succeeded after busy`, `stopped \(`,
	`, not_retryable,`, `, max_tries,`, `, gave_up,`, `, hint,`, `, retry_for,`, `, deadline,`, `, canceled,`, `, budget,`, `, before_retry,`,
	`, not_idempotent,`, `, not_replayable,`, `, succeeded,`,
}

// Random calls are of all kinds, and nearly all of them can be compared.
func TestCallsAreOfAllKinds(t *testing.T) {
	const calls, enough = 20_000, 10
	all, compared, found := map[string]int{}, map[string]int{}, map[string]int{}
	patterns := map[string]*regexp.Regexp{}
	for _, kind := range kindsOfCalls {
		patterns[kind] = regexp.MustCompile(`(?m)` + kind)
	}
	for n := range uint64(calls) {
		c := randomCall(2, n)
		all[c.Method]++
		trace, unclear := model.Run(c)
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
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("kinds of calls, and how often they are (-want +got):\n%s", diff)
	}
}

// isValid reports whether the engine takes a call's policy.
func isValid(c *model.Call) bool {
	p := &played{call: c, form: model.Forms[c.Method], trace: model.Trace{}, names: map[error]string{}}
	if p.form.Do {
		policy := p.policyOfDo()
		return policy.Validate() == nil
	}
	_, err := scripted.NewRetryingCallee(p).WithPolicies(p.policies())
	return err == nil
}
