//go:build unix

package load

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestGoIsInterrupted has a go command that takes long. When the caller has enough it is interrupted, so that it can put its
// things in order, and nothing that it started outlives it.
func TestGoIsInterrupted(t *testing.T) {
	dir := t.TempDir()
	script := `#!/bin/sh
trap 'echo interrupted >"$TOLD/interrupted"; exit 1' INT
sh -c 'trap "" INT; sleep 600' >"$TOLD/alive" 2>&1 &
echo ready >"$TOLD/ready"
wait
`
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, pipe := range []string{"ready", "alive"} {
		if err := syscall.Mkfifo(filepath.Join(dir, pipe), 0o666); err != nil {
			t.Skip(err)
		}
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = os.ReadFile(filepath.Join(dir, "alive")) // as long as somebody has it open
	}()
	go func() {
		_, _ = os.ReadFile(filepath.Join(dir, "ready")) // until the script writes to it
		cancel()
	}()
	if _, err := Go(ctx, dir, append(os.Environ(), "TOLD="+dir), "list"); err == nil {
		t.Error("there is no error")
	}
	if _, err := os.Stat(filepath.Join(dir, "interrupted")); err != nil {
		t.Errorf("it was not interrupted: %v", err)
	}
	<-ended // or the test's time is up
}
