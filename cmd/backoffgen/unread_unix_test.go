//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Rule 2.21: It ends after one signal also where nobody reads its findings, which are more than a pipe holds.
func TestStoppedWhileNobodyReads(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	var source strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&source, "\t//backoff:retry 2 tries=3\n\tM%d() error\n", i)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/unread\n\ngo 1.26\n", "s.go": "package s\n\ntype S interface {\n" + source.String() + "}\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	cmd := exec.Command("backoffgen", "-json")
	cmd.Dir, cmd.Stdout, cmd.Env = dir, writer, append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOWORK=off")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = writer.Close()
	if _, err := reader.Read(make([]byte, 1)); err != nil { // it has begun to print
		t.Error(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != exitErrors { // or the test's time is up
		t.Errorf("it ended with %v", err)
	}
}
