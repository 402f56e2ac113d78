package bench

import (
	"os/exec"
	"testing"
)

// What is measured is what the generator writes today.
func TestCheckFindsNothingStale(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", ".")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v; go generate in testdata/bench, and commit what it changes\n%s", cmd, err, output)
	}
}
