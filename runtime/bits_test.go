package backoff_test

import (
	"os"
	"os/exec"
	"testing"
)

// The runtime and its tests compile where an int has 32 bits, and nothing in them is wrong there that go vet sees. That the
// tests pass there is for .ci/run to say: this machine need not be able to run them.
func TestThe32BitsOfAnInt(t *testing.T) {
	if testing.Short() {
		t.Skip("the standard library is compiled once more")
	}
	cmd := exec.Command("go", "vet", ".", "./decision", "./decorate", "./keys", "./internal/...")
	cmd.Env = append(os.Environ(), "GOARCH=386", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", cmd, err, out)
	}
}
