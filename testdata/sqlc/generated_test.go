package sqlc

import (
	"os"
	"os/exec"
	"testing"

	"github.com/backoffgen/backoffgen/golden/trial"
)

// What is in package orders is what the generators write: sqlc of the SQL, and backoffgen of what sqlc wrote.
func TestGeneratedFilesAreUpToDate(t *testing.T) {
	trial.NothingStale(t)
	if os.Getenv("BACKOFFGEN_REQUIRE_SERVERS") != "1" {
		t.Skip("sqlc takes minutes to compile; BACKOFFGEN_REQUIRE_SERVERS=1 has it run")
	}
	cmd := exec.CommandContext(t.Context(), "go", "run", "github.com/sqlc-dev/sqlc/cmd/sqlc@v1.31.1", "diff")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %v; go generate in testdata/sqlc, and commit what it changes\n%s", cmd, err, output)
	}
}
