package crash_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The example of docs/durable.md runs, and pays both ways.
func TestExampleRunsBothWays(t *testing.T) {
	p := meet(t, newLedger(t, func(string, int) string { return succeed }))
	program := filepath.Join(t.TempDir(), "bothways")
	build := exec.Command("go", "build", "-o", program, "../payments/bothways")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-address", p.Address, "-namespace", p.Namespace).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, way := range []string{"in this process", "on Temporal"} {
		if want := way + ": paid 995 for order-17, once for order-17, " + way + ", <nil>\n"; !strings.Contains(string(out), want) {
			t.Errorf("there is no %q in:\n%s", want, out)
		}
	}
}
