package httphint_test

import (
	"os/exec"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Who uses the package gets the standard library with it, what knows the key of an attempt, and nothing else, not even the
// runtime.
func TestItImportsLittleMoreThanTheStandardLibrary(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".")
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	const runtime = "github.com/backoffgen/backoffgen/runtime/"
	want := strings.Join([]string{runtime + "internal/clock", runtime + "internal/attempt", runtime + "httphint"}, "\n")
	if got := strings.TrimSpace(string(output)); got != want {
		t.Errorf("it depends on\n%s", got)
	}
}
