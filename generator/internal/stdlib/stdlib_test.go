package stdlib

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func library(t *testing.T) *Library {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return &Library{Root: filepath.Join(strings.TrimSpace(string(root)), "src")}
}

func TestByName(t *testing.T) {
	l := library(t)
	for name, want := range map[string][]string{
		"sql":      {"database/sql"},
		"rand":     {"crypto/rand", "math/rand", "math/rand/v2"},
		"template": {"html/template", "text/template"},
		"backoff":  {runtimePath},
		"v2":       nil,
		"abi":      nil, // internal/abi
		"main":     nil,
		"unify":    nil, // simd/archsimd/_gen/unify
		"nowhere":  nil,
	} {
		if diff := cmp.Diff(want, l.ByName(name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestHas(t *testing.T) {
	l := library(t)
	for path, want := range map[string]bool{"net/http": true, "math/rand/v2": true, "net": true, "nowhere": false, "example.com/net": false} {
		if got := l.Has(path); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
}
