package real

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What init prints for large clients is generated from and compiled as it is, all their methods together.
func TestInitOfClients(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "backoffgen")
	run(t, ".", "go", "build", "-o", tool, "github.com/backoffgen/backoffgen/cmd/backoffgen")
	for _, tc := range []struct{ typ, policy string }{
		{"redis.Client", "errors=@redis"},
		{"github.com/aws/aws-sdk-go-v2/service/s3.Client", "errors=@aws"},
		{"github.com/jackc/pgx/v5/pgxpool.Pool", "errors=@pgx"},
	} {
		dir, err := os.MkdirTemp(".", "zz_init") // in this module, which has the clients
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(dir) })
		text := run(t, dir, tool, "init", tc.typ)
		if !strings.Contains(text, tc.policy) {
			t.Errorf("%s: the interface has no policy over its client's errors:\n%s", tc.typ, text)
		}
		if err := os.WriteFile(filepath.Join(dir, "client.go"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		run(t, dir, tool)
		if _, err := os.Stat(filepath.Join(dir, "client_backoff.go")); err != nil {
			t.Errorf("%s: nothing is generated: %v", tc.typ, err)
		}
		run(t, dir, "go", "vet", ".")
	}
}

// run runs a command and returns what it prints.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, &stderr)
	}
	return string(out)
}
