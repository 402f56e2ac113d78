package load

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStandardNames(t *testing.T) {
	l := newLoader(t.Context(), config(t.TempDir()))
	env, err := l.askEnvironment()
	if err != nil {
		t.Fatal(err)
	}
	l.settle(env)
	for name, want := range map[string][]string{
		"sql":      {"database/sql"},
		"rand":     {"crypto/rand", "math/rand", "math/rand/v2"},
		"template": {"html/template", "text/template"},
		"v2":       nil,
		"abi":      nil, // internal/abi
		"main":     nil,
		"unify":    nil, // simd/archsimd/_gen/unify
		"nowhere":  nil,
	} {
		if diff := cmp.Diff(want, l.std.byName(name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for path, want := range map[string]bool{"net/http": true, "math/rand/v2": true, "net": true, "nowhere": false, "example.com/net": false} {
		if got := l.std.has(path); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
}
