package temporalbackoff

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/runtime/decorate"
)

func TestAttemptsThatAreLostCount(t *testing.T) {
	rec := func(task int32, left bool, tries int) record {
		return record{Task: task, Left: left, Progress: decorate.Progress{Tries: tries}}
	}
	for name, tt := range map[string]struct {
		record record
		task   int32
		tries  int
		lost   int
	}{
		"the first task":                          {record{}, 1, 0, 0},
		"a task that ended without a word":        {record{}, 2, 1, 1},
		"two of them":                             {record{}, 3, 2, 2},
		"a task that left":                        {rec(1, true, 1), 2, 1, 0},
		"a task that left after three attempts":   {rec(1, true, 3), 2, 3, 0},
		"one that left, and one without a word":   {rec(1, true, 1), 3, 2, 1},
		"a task that was lost in its third":       {rec(1, false, 2), 2, 3, 1},
		"the same, and two more without a word":   {rec(1, false, 2), 4, 5, 3},
		"a record that cannot be of this call":    {rec(7, false, 9), 2, 1, 1},
		"and one that says nothing":               {rec(0, true, 9), 3, 2, 2},
		"a task that went on from an earlier one": {rec(3, true, 5), 4, 5, 0},
	} {
		r := tt.record
		if lost := r.begin(tt.task); lost != tt.lost {
			t.Errorf("%s: %d are lost", name, lost)
		}
		if diff := cmp.Diff(rec(tt.task, false, tt.tries), r); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAttemptsSoFar(t *testing.T) {
	for want, r := range map[int]record{
		4: {}, // tasks
		6: {Task: 4, Progress: decorate.Progress{Tries: 5}},
		5: {Task: 4, Left: true, Progress: decorate.Progress{Tries: 5}},
		7: {Task: 3, Left: true, Progress: decorate.Progress{Tries: 6}},
	} {
		if got := r.attempts(4); got != want {
			t.Errorf("%+v: %d attempts, and not %d", r, got, want)
		}
	}
}
