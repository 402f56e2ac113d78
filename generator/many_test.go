package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestManyFiles: the work for a package grows with its files and not with their square. What is allocated tells, whatever the
// machine is busy with.
func TestManyFiles(t *testing.T) {
	allocated := func(files int) float64 {
		dir := t.TempDir()
		write := func(name, text string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		write("go.mod", "module example.com/many\n\ngo 1.26\n")
		for i := range files {
			write(fmt.Sprintf("f%d.go", i), fmt.Sprintf("package many\n\nimport \"context\"\n\ntype Store%d interface {\n"+
				"\t//backoff:policy attempt_timeout=1s max_tries=3 errors=error giveup=\"err == context.Canceled\"\n"+
				"\tGet(ctx context.Context, id string) (int, error)\n}\n", i))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		result, err := Run(t.Context(), Config{Dir: dir, DryRun: true, Env: append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off")})
		runtime.ReadMemStats(&after)
		if err != nil || len(result.Changes) != files {
			t.Fatalf("%d changes, %v", len(result.Changes), err)
		}
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	const few, many = 100, 800
	if ratio := allocated(many) / allocated(few); ratio > 1.3*many/few {
		t.Errorf("%d files take %.1f times the memory of %d", many, ratio, few)
	}
}
