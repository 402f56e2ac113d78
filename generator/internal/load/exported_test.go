package load

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestLoadCold has an empty build cache, and no time to fill it.
func TestLoadCold(t *testing.T) {
	var log []string
	cfg := config(module(t, twoImports), "GOCACHE="+t.TempDir())
	cfg.Logf = func(format string, args ...any) { log = append(log, format) }
	l := newLoader(t.Context(), cfg)
	l.exportDelay = 0
	folders, err := l.load()
	if err != nil {
		t.Fatal(err)
	}
	pkg := one(t, folders)
	if len(pkg.TypeErrors) > 0 {
		t.Errorf("type errors: %v", pkg.TypeErrors)
	}
	if !slices.ContainsFunc(log, func(line string) bool { return strings.Contains(line, "are read from source") }) {
		t.Errorf("the types do not come from source: %q", log)
	}
	request, err := pkg.Import("net/http")
	if err != nil || request.Scope().Lookup("Request") == nil {
		t.Errorf("net/http is %v, %v", request, err)
	}
}

// TestLoadWarm has no time either, but nothing to compile.
func TestLoadWarm(t *testing.T) {
	cfg := config(module(t, twoImports))
	one(t, load(t, cfg)) // now it is warm
	cfg.Logf = func(format string, args ...any) {
		if strings.Contains(format, "are read from source") {
			t.Error("types come from source")
		}
	}
	l := newLoader(t.Context(), cfg)
	l.exportDelay = time.Nanosecond
	if _, err := l.load(); err != nil {
		t.Fatal(err)
	}
}
