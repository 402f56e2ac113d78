package golden_test

import (
	"path/filepath"
	"testing"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/golden/update"
)

// The golden package into/retrying holds what -o writes there for package into.
func TestInto(t *testing.T) {
	const dir = "into/retrying"
	result, err := generator.Run(t.Context(), generator.Config{Patterns: []string{"./into"}, Out: dir, DryRun: !update.Wanted()})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Diagnostics {
		if d.Severity == diag.Error {
			t.Errorf("%s: %s", d.Pos, d.Message)
		}
	}
	want := map[string]string{}
	for _, c := range result.Changes {
		if c.New != nil {
			want[filepath.Base(c.Path)] = string(c.New)
		}
	}
	compare(t, "what -o "+dir+" generates now", want, sources(t, dir, isGenerated))
}
