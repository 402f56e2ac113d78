package load

import (
	"go/token"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGenerateLines: a line is ours however the generator is started, and no other is.
func TestGenerateLines(t *testing.T) {
	const text = "package p\n" +
		"//go:generate backoffgen\n" +
		"//go:generate\tbackoffgen tab\n" +
		"//go:generate backoffgen -o \"a b\"  -pkg=x .\r\n" +
		"//go:generate go tool backoffgen -tags a\n" +
		"//go:generate go tool github.com/backoffgen/backoffgen/cmd/backoffgen 1\n" +
		"//go:generate go run github.com/backoffgen/backoffgen/cmd/backoffgen@v0.1.0 2\n" +
		"//go:generate go run -mod=mod ../cmd/backoffgen 3\n" +
		" //go:generate backoffgen indented\n" +
		"// go:generate backoffgen spaced\n" +
		"//go:generate go run example.com/backoffgen other\n" +
		"//go:generate go test backoffgen\n" +
		"//go:generate go tool stringer backoffgen\n" +
		"//go:generate sh -c backoffgen\n" +
		"//go:generate backoffgen \"open\n" +
		"//go:generate mockgen backoffgen\n" +
		"//go:generate backoffgen last"
	var got []GenerateLine
	got = append(got, generateLines("x.go", []byte(text))...)
	line := func(n int, args ...string) GenerateLine {
		return GenerateLine{token.Position{Filename: "x.go", Line: n, Column: 1}, append([]string{}, args...), false}
	}
	open := line(15)
	open.Open = true
	want := []GenerateLine{
		line(2), line(3, "tab"), line(4, "-o", "a b", "-pkg=x", "."), line(5, "-tags", "a"), line(6, "1"), line(7, "2"), line(8, "3"), open, line(17, "last"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}
