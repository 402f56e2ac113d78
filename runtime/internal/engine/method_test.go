package engine

import (
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/runtime/decision"
)

// Without a context, what would have to be cancelled is left out, unless it is left behind: then nothing of it costs a
// reading of the clock.
func TestLimitsThatAMethodWithoutAContextCannotKeep(t *testing.T) {
	timeout := Policy{Timeout: time.Second}
	if m := NewMethod("Store.Load", WithoutContext, &Options{}, timeout); m.policy.Timeout != 0 || m.special {
		t.Errorf("an attempt timeout of %v is there, and the method is special: %v", m.policy.Timeout, m.special)
	}
	all := Policy{Timeout: time.Second, Hedge: time.Millisecond, Limits: decision.Limits{Deadline: time.Minute}}
	m := NewMethod("Store.Load", WithoutContext|RunsAsync, &Options{}, all)
	if m.policy.Timeout != 0 || m.policy.Hedge != 0 || m.policy.Limits.Deadline != time.Minute {
		t.Errorf("the policy is %+v", m.policy)
	}
	all.Abandon = true
	if m := m.With(all); m.policy.Timeout != time.Second || m.policy.Hedge != time.Millisecond {
		t.Errorf("the policy is %+v", m.policy)
	}
}
