package temporalbackoff

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/temporal"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

func TestMap(t *testing.T) {
	retry := func(initial time.Duration, coefficient float64, maximum time.Duration, attempts int32) temporal.RetryPolicy {
		return temporal.RetryPolicy{InitialInterval: initial, BackoffCoefficient: coefficient, MaximumInterval: maximum, MaximumAttempts: attempts}
	}
	const second = time.Second
	for name, tt := range map[string]struct {
		policy backoff.Policy
		want   Mapping
	}{
		"each key has its place": {
			backoff.Policy{AttemptTimeout: 30 * second, Deadline: time.Hour, MaxTries: 5, Pause: 2 * second, Multiplier: 3, MaxPause: time.Minute},
			Mapping{StartToClose: 30 * second, ScheduleToClose: time.Hour, Heartbeat: 10 * second, Apart: true, Retry: retry(2*second, 3, time.Minute, 5)},
		},
		"without multiplier the coefficient is 1, and without max_pause there is no bound": {
			backoff.Policy{AttemptTimeout: second, Pause: second},
			Mapping{StartToClose: second, Apart: true, Retry: retry(second, 1, forever, 0)},
		},
		"the largest interval is not under the first": {
			backoff.Policy{AttemptTimeout: second, Pause: 2 * second, MaxPause: second, MaxTries: 2},
			Mapping{StartToClose: second, Apart: true, Retry: retry(second, 1, second, 2)},
		},
		"nor is a pause longer than max_pause": {
			backoff.Policy{AttemptTimeout: second, Pause: 2 * second, MaxPause: second / 2, MaxTries: 2},
			Mapping{StartToClose: 4 * second, Heartbeat: 4 * second, Retry: retry(second, 1, second, 2)},
		},
		"a deadline alone": {
			backoff.Policy{Deadline: time.Minute, Pause: second},
			Mapping{ScheduleToClose: time.Minute, Heartbeat: 10 * second, Apart: true, Retry: retry(second, 1, forever, 0)},
		},
		"attempts with short pauses share a task": {
			backoff.Policy{AttemptTimeout: 2 * second, Pause: 10 * time.Millisecond, MaxTries: 3},
			Mapping{StartToClose: 9 * second, Heartbeat: 5 * second, Retry: retry(second, 1, forever, 3)},
		},
		"which lasts no longer than the call": {
			backoff.Policy{AttemptTimeout: 2 * second, Deadline: 4 * second, MaxTries: 3},
			Mapping{StartToClose: 4 * second, ScheduleToClose: 4 * second, Heartbeat: 4 * second, Retry: retry(second, 1, forever, 3)},
		},
		"a hedge is made where the first attempt runs": {
			backoff.Policy{AttemptTimeout: second, Hedge: second / 2, Pause: 5 * second, MaxTries: 2},
			Mapping{StartToClose: 4 * second, Heartbeat: 4 * second, Retry: retry(5*second, 1, forever, 2)},
		},
		"a case with a short pause": {
			backoff.Policy{AttemptTimeout: second, Pause: 5 * second, MaxTries: 2, Cases: []backoff.Case{{Errors: []backoff.Matcher{backoff.Any}, Pause: 1, MaxTries: 3}}},
			Mapping{StartToClose: 10 * second, Heartbeat: 5 * second, Retry: retry(5*second, 1, forever, 5)},
		},
		"a case without a limit has no limit on the server": {
			backoff.Policy{AttemptTimeout: second, Deadline: time.Minute, Pause: 5 * second, MaxTries: 2, Cases: []backoff.Case{{Errors: []backoff.Matcher{backoff.Any}, MaxTries: backoff.None}}},
			Mapping{StartToClose: second, ScheduleToClose: time.Minute, Apart: true, Retry: retry(5*second, 1, forever, 0)},
		},
		"nor does the longest limit": {
			backoff.Policy{AttemptTimeout: math.MaxInt64, MaxTries: 2},
			Mapping{StartToClose: forever, Heartbeat: 10 * second, Retry: retry(second, 1, forever, 2)},
		},
		"many tries do not overflow": {
			backoff.Policy{AttemptTimeout: time.Hour, MaxTries: 1<<31 - 1},
			Mapping{StartToClose: forever, Heartbeat: 10 * second, Retry: retry(second, 1, forever, 1<<31-1)},
		},
	} {
		got, err := Map(tt.policy)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}

func TestWhatCannotBeMapped(t *testing.T) {
	for want, p := range map[string]backoff.Policy{
		"neither AttemptTimeout nor Deadline": {MaxTries: 3, Errors: []backoff.Matcher{backoff.Any}},
		"neither MaxTries nor Deadline":       {AttemptTimeout: time.Second},
		"expected 0 or more":                  {AttemptTimeout: -1},
	} {
		if _, err := Map(p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, and not %q", err, want)
		}
	}
}
