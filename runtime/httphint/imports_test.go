package httphint_test

import (
	"os/exec"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Who uses the package gets the standard library with it, and nothing else, not even the runtime.
func TestItImportsTheStandardLibraryAlone(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".")
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	const own = "github.com/backoffgen/backoffgen/runtime/httphint"
	if got := strings.TrimSpace(string(output)); got != own {
		t.Errorf("it depends on\n%s", got)
	}
}
