package resolve_test

import (
	"testing"

	"golang.org/x/tools/txtar"
)

// TestConstraint: a generated file is built where its source is, whatever says so: a comment, the name, or cgo.
func TestConstraint(t *testing.T) {
	const plain = "package p\n"
	for _, c := range []struct{ name, src, want string }{
		{"x.go", plain, ""},
		{"x_linux.go", plain, "linux"},
		{"x_linux_amd64.go", plain, "linux && amd64"},
		{"x_arm64_test.go", plain, "arm64"},
		{"linux.go", plain, ""},
		{"x_unix.go", plain, ""},
		{"x_foo.v2_linux.go", plain, ""},
		{"x.go", "//go:build linux || darwin\n\n" + plain, "linux || darwin"},
		{"x_windows.go", "//go:build foo || bar\n\n" + plain, "windows && (foo || bar)"},
		{"x.go", "// +build linux,amd64 darwin\n// +build foo\n\n" + plain, "((linux && amd64) || darwin) && foo"},
		{"x.go", "//go:build foo\n// +build bar\n\n" + plain, "foo"},
		{"x.go", "// A comment.\n//go:build (\n// +build bar\n\n" + plain, "bar"},
		{"x_.go", plain, ""},
		{"x_linux_linux.go", plain, "linux"},
		{"x_amd64_linux.go", plain, "linux"},
		{"x_foo_amd64.go", plain, "amd64"},
		{"x_linux_foo.go", plain, ""},
		{"x.go", "// Package p.\n// +build bar\n" + plain, ""},
		{"x.go", plain + "\n//go:build late\n", ""},
		{"x.go", plain + "\nimport \"C\"\n", "cgo"},
	} {
		w := newWorld(t, []txtar.File{{Name: c.name, Data: []byte(c.src + "\n//backoff:retry 3\ntype Store interface{ A() error }\n")}})
		if got := planned(t, w).Files[0].Constraint; got != c.want {
			t.Errorf("%s, %q: got %q, want %q", c.name, c.src, got, c.want)
		}
	}
}
