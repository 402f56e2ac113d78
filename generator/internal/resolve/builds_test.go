package resolve

import (
	"strings"
	"testing"
)

// TestMayMeet: two files meet when there is a build that has both.
func TestMayMeet(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"", "", true},
		{"", "windows", true},
		{"", "ignore", false},
		{"", "integration", true},
		{"", "a && !a", false},
		{"windows", "linux", false},
		{"windows", "amd64", true},
		{"amd64", "arm64", false},
		{"linux", "android", true},
		{"darwin", "ios", true},
		{"unix", "windows", false},
		{"unix", "linux", true},
		{"unix", "!linux", true},
		{"unix && !linux && !darwin", "!windows", true},
		{"!windows", "!linux", true},
		{"handwritten", "!handwritten", false},
		{"handwritten || linux", "!handwritten", true},
		{"a && b", "!a || !b", false},
		{"gc", "gccgo", false},
		{"cgo", "!cgo", false},
		{"solaris", "illumos", true},
		{"windows && amd64", "windows && !arm64", true},
		{"android", "unix", true},
		{"illumos", "unix && !linux", true},
		{"plan9", "unix", false},
		{"wasm", "!wasm", false},
		{strings.Repeat("a && ", 1001) + "a", "", false}, // too long for the go command
		{"a0 && a1 && a2 && a3 && a4 && a5 && a6 && a7 && a8 && a9 && a10 && a11", "", true},
		{"a0 && a1 && a2 && a3 && a4 && a5 && a6 && a7 && a8 && a9 && a10 && a11 && a12", "", false}, // too many to tell
	} {
		if got := mayBuildTogether(tc.a, tc.b); got != tc.want {
			t.Errorf("mayMeet(%q, %q) = %v", tc.a, tc.b, got)
		}
		if got := mayBuildTogether(tc.b, tc.a); got != tc.want {
			t.Errorf("mayMeet(%q, %q) = %v", tc.b, tc.a, got)
		}
	}
}
