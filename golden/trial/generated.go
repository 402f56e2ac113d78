package trial

import (
	"os/exec"
	"testing"
)

// NothingStale runs the command as users do: what is generated in the test's module is up to date.
func NothingStale(t *testing.T) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "tool", "backoffgen", "-check", "./...")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v; go generate there, and commit what it changes\n%s", cmd, err, output)
	}
}
