package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/generator"
	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/golden/update"
)

// What docs/simulate.md shows is what the command prints of the source beside it.
func TestDocumentedSimulation(t *testing.T) {
	documented(t, "../../docs/simulate.md", func(text string) string {
		source := regexp.MustCompile("(?s)```go\n(.*?)```").FindStringSubmatch(text)
		if source == nil {
			t.Fatal("the page has no source")
		}
		dir := moduleOf(t, source[1])
		cfg := generator.Config{Dir: dir, Env: append(os.Environ(), "GOPROXY=off", "GOWORK=off")}
		sim := generator.SimulateConfig{Scenario: generator.Scenario{Clients: 1000, Rate: 1, Capacity: 1500, Latency: 50 * time.Millisecond, For: time.Minute, Seed: 1}}
		var err error
		if sim.Scenario.Outage, err = generator.ParseOutage("10s+5s:slow"); err != nil {
			t.Fatal(err)
		}
		result, err := generator.Simulate(t.Context(), cfg, sim)
		if err != nil || diag.HasErrors(result.Diagnostics) {
			t.Fatalf("%v\n%v", err, result.Diagnostics)
		}
		var b bytes.Buffer
		if err := result.WriteText(&b, dir); err != nil {
			t.Fatal(err)
		}
		return update.Section(t, text, "simulate slow", "```\n"+b.String()+"```\n")
	})
}

// moduleOf returns the folder of a module with one source file.
func moduleOf(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"go.mod": "module example.com/documented\n\ngo 1.26\n", "source.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A simulation that is interrupted prints what it had come to, says so, and exits with 2, however long it would have taken.
// Rules 2.21 and 2.24.
func TestInterruptedSimulation(t *testing.T) {
	t.Chdir(moduleOf(t, "package store\n\ntype Store interface {\n\t//backoff:retry 3 pause=100ms\n\tFetch(id string) error\n}\n"))
	for wait := 500 * time.Millisecond; ; wait *= 2 { // which it is not to spend with loading
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		var stdout, stderr bytes.Buffer
		code := run(ctx, []string{"simulate", "-for", "240h", "-clients", "100000"}, &stdout, &stderr)
		cancel()
		if code != exitErrors || !strings.HasPrefix(stderr.String(), "backoffgen: stopped: ") {
			t.Fatalf("exit code %d: %s", code, &stderr)
		}
		if stdout.Len() == 0 {
			continue
		}
		if !strings.Contains(stdout.String(), "as annotated: interrupted after ") || !strings.Contains(stdout.String(), " of 240h0m0s") {
			t.Errorf("it printed %s", &stdout)
		}
		return
	}
}

// Progress is for terminals, after the first second.
func TestProgressIsForTerminals(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p := newProgress(file, time.Minute)
	p.begun = p.begun.Add(-time.Hour)
	p.show(time.Second)
	p.clear()
	p.terminal = file // as if it were one
	p.begun = time.Now()
	p.show(2 * time.Second)
	p.clear()
	if written, _ := os.ReadFile(file.Name()); len(written) > 0 {
		t.Errorf("it wrote %q", written)
	}
	p.begun = p.begun.Add(-time.Hour)
	p.show(3 * time.Second)
	p.show(4 * time.Second)
	p.clear()
	if written, _ := os.ReadFile(file.Name()); string(written) != "\r\x1b[Kbackoffgen: 3s of 1m0s simulated\r\x1b[K" {
		t.Errorf("it wrote %q", written)
	}
}
