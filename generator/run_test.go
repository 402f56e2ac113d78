package generator

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/output"
)

const annotated = `package p

type Store interface {
	//backoff:retry 2
	Do() error
}
`

// module writes a module's files and returns its directory.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["go.mod"] = "module example.com/m\n\ngo 1.26\n"
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func offline() []string { return append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=off") }

func TestRun(t *testing.T) {
	dir := module(t, map[string]string{
		"a/a.go":            annotated,
		"b/b.go":            "package b\n",
		"b/gone_backoff.go": output.Header + "\n\npackage b\n",
	})
	kinds := func(cfg Config) []string {
		t.Helper()
		cfg.Dir, cfg.Env, cfg.Patterns = dir, offline(), []string{"./..."}
		result, err := Run(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, c := range result.Changes {
			rel, _ := filepath.Rel(dir, c.Path)
			kinds = append(kinds, filepath.ToSlash(rel)+": "+c.Kind.String())
		}
		return kinds
	}
	todo := []string{"a/a_backoff.go: missing", "b/gone_backoff.go: superfluous"}
	if diff := cmp.Diff(todo, kinds(Config{DryRun: true})); diff != "" {
		t.Errorf("a dry run: %s", diff)
	}
	if _, err := os.Stat(filepath.Join(dir, "a", "a_backoff.go")); err == nil {
		t.Error("the dry run wrote a file")
	}
	if diff := cmp.Diff(todo, kinds(Config{})); diff != "" {
		t.Errorf("the first run: %s", diff)
	}
	if diff := cmp.Diff([]string{"a/a_backoff.go: up to date"}, kinds(Config{})); diff != "" {
		t.Errorf("the second run: %s", diff)
	}
}

// TestRunLeavesUnchangedFilesAlone compares times rather than contents: a file that is written again makes every build
// system work.
func TestRunLeavesUnchangedFilesAlone(t *testing.T) {
	dir := module(t, map[string]string{"a.go": annotated})
	target := filepath.Join(dir, "a_backoff.go")
	modified := func() os.FileInfo {
		t.Helper()
		if _, err := Run(t.Context(), Config{Dir: dir, Env: offline()}); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(target)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	first := modified()
	if second := modified(); !os.SameFile(first, second) || !first.ModTime().Equal(second.ModTime()) {
		t.Error("an unchanged file was written again")
	}
}

func TestRunTwiceAtOnce(t *testing.T) {
	dir := module(t, map[string]string{"a/a.go": annotated, "b/b.go": annotated, "c/gone_backoff.go": ""})
	var runs sync.WaitGroup
	for range 4 {
		runs.Go(func() {
			result, err := Run(context.Background(), Config{Dir: dir, Env: offline(), Patterns: []string{"./..."}})
			if err != nil || len(result.Changes) < 2 {
				t.Errorf("%d changes, %v, %v", len(result.Changes), err, result.Diagnostics)
			}
		})
	}
	runs.Wait()
	var got []string
	for _, pattern := range []string{"*/*", "*/.*"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, name := range names {
			rel, _ := filepath.Rel(dir, name)
			got = append(got, filepath.ToSlash(rel))
		}
	}
	if diff := cmp.Diff([]string{"a/a.go", "a/a_backoff.go", "b/b.go", "b/b_backoff.go"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRunIsCancelled(t *testing.T) {
	dir := module(t, map[string]string{"a.go": annotated})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, Config{Dir: dir, Env: offline()}); err == nil {
		t.Error("there is no error")
	}
	if _, err := os.Stat(filepath.Join(dir, "a_backoff.go")); err == nil {
		t.Error("a file was written")
	}
}
