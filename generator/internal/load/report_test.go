package load

import (
	"go/token"
	"testing"
)

func TestPosition(t *testing.T) {
	for text, want := range map[string]token.Position{
		"a.go:3:5":    {Filename: "a.go", Line: 3, Column: 5},
		"a.go:3":      {Filename: "a.go", Line: 3},
		"a.go":        {Filename: "a.go"},
		"a:b.go:3:5":  {Filename: "a:b.go", Line: 3, Column: 5},
		`C:\a.go:3:5`: {Filename: `C:\a.go`, Line: 3, Column: 5},
		"-":           {},
		"":            {},
	} {
		if got := position(text); got != want {
			t.Errorf("position(%q) = %#v", text, got)
		}
	}
}
