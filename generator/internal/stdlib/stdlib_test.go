package stdlib

import (
	"go/build"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const jsonExperiment = "goexperiment.jsonv2"

func library(t *testing.T) *Library {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	plain := build.Default
	plain.ToolTags = slices.DeleteFunc(slices.Clone(plain.ToolTags), func(tag string) bool { return tag == jsonExperiment })
	return &Library{Root: filepath.Join(strings.TrimSpace(string(root)), "src"), Build: &plain}
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
		"json":     {"encoding/json"}, // and not v2, which is an experiment
		"jsontext": nil,
	} {
		if diff := cmp.Diff(want, l.ByName(name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestByNameWithExperiment(t *testing.T) {
	l := library(t)
	l.Build.ToolTags = append(l.Build.ToolTags, jsonExperiment)
	want := []string{"encoding/json", "encoding/json/v2"}
	for range 2 {
		if diff := cmp.Diff(want, l.ByName("json")); diff != "" {
			t.Error(diff)
		}
	}
	all := Library{Root: l.Root}
	if diff := cmp.Diff(want, all.ByName("json")); diff != "" {
		t.Errorf("where it is not known how files are chosen: %s", diff)
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
