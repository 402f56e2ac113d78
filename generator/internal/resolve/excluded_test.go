package resolve_test

import (
	"go/parser"
	"go/token"
	"testing"

	"github.com/backoffgen/backoffgen/generator/internal/resolve"
)

// TestConstraintRemedy: what is asked for to include an excluded file is as little as does.
func TestConstraintRemedy(t *testing.T) {
	for _, tc := range []struct{ name, build, text, remedy string }{
		{"x.go", "", "", ""},
		{"x.go", "enterprise", "enterprise", "-tags=enterprise"},
		{"x.go", "b && a && !c", "b && a && !c", "-tags=a,b"},
		{"x.go", "a && b || c", "(a && b) || c", "-tags=c"},
		{"x_windows.go", "", "windows", "GOOS=windows"},
		{"x_windows_arm64.go", "a", "windows && arm64 && a", "GOOS=windows GOARCH=arm64 -tags=a"},
		{"x.go", "b || a", "b || a", "-tags=a"},
		{"x.go", "!linux || a", "!linux || a", ""},
		{"x.go", "windows || a", "windows || a", "-tags=a"},
		{"x.go", "arm64 || a", "arm64 || a", "-tags=a"},
		{"x.go", "ignore", "ignore", ""},
		{"x.go", "!linux", "!linux", ""},
	} {
		source := "package p\n"
		if tc.build != "" {
			source = "//go:build " + tc.build + "\n\n" + source
		}
		f, err := parser.ParseFile(token.NewFileSet(), tc.name, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if text, remedy := resolve.Constraint(tc.name, f); text != tc.text || remedy != tc.remedy {
			t.Errorf("%s under %q: %q, %q", tc.name, tc.build, text, remedy)
		}
	}
}
