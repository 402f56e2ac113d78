package tries

import (
	"os/exec"
	"testing"
)

// What is measured is the same number of calls, and what the generator writes today.
func TestBothRetryUntilSuccess(t *testing.T) {
	for n := 1; n <= 10; n++ {
		for name, wrap := range map[string]func(Store) Store{
			"hand":       func(s Store) Store { return Hand{s} },
			"backoffgen": func(s Store) Store { return NewRetryingStore(s) },
		} {
			inner := &Flaky{N: n}
			store := wrap(inner)
			if user, err := store.Get(t.Context(), "7"); user != "7" || err != nil || inner.calls != n {
				t.Errorf("%s: Get: got %q, %v after %d calls, want 7 after %d", name, user, err, inner.calls, n)
			}
			inner.calls = 0
			if user, err := store.Fetch(t.Context(), "7"); user != "7" || err != nil || inner.calls != n {
				t.Errorf("%s: Fetch: got %q, %v after %d calls, want 7 after %d", name, user, err, inner.calls, n)
			}
		}
	}
}

func TestCheckFindsNothingStale(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", ".")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v; go generate in testdata/bench/generate/tries, and commit what it changes\n%s", cmd, err, output)
	}
}
