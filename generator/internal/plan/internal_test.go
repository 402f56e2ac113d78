package plan_test

import (
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

func TestMayImport(t *testing.T) {
	tests := []struct {
		from, path string
		want       bool
	}{
		{"example.com/a", "example.com/b", true},
		{"example.com/a", "example.com/a/internal", true},
		{"example.com/a/b", "example.com/a/internal/c", true},
		{"example.com/a_test", "example.com/a/internal", true},
		{"example.com/ab", "example.com/a/internal", false},
		{"example.com/b", "example.com/a/internal/c", false},
		{"example.com/a/internal/x", "example.com/a/internal/x/internal/y", true},
		{"example.com/a/internal/z", "example.com/a/internal/x/internal/y", false},
		{"example.com/a", "internal/abi", false},
		{"example.com/a", "vendor/golang.org/x/net", false},
		{"internal/abi", "internal/abi", true},
	}
	for _, tt := range tests {
		if got := plan.MayImport(tt.from, tt.path); got != tt.want {
			t.Errorf("MayImport(%q, %q) is %v", tt.from, tt.path, got)
		}
	}
}
